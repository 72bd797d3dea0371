import type { Principal } from "@formwork/contracts/account";
import type { Concern, Operation } from "@formwork/contracts/operations/operation";
import { maySeeAction } from "@formwork/contracts/policies/actions";
import {
  mayRunTemplate,
  maySeeTemplate,
  templatesOf,
} from "@formwork/contracts/policies/templates";
import { isWithinSight, missesSome } from "@formwork/contracts/policies/within-sight";
import type { Engine } from "@formwork/engine/engine";
import { fail } from "@formwork/engine/errors";
import { jobNotFound } from "@formwork/engine/jobs/job-not-found";
import { scheduleNotFound } from "@formwork/engine/schedules/schedule-not-found";
import { templateNotFound } from "@formwork/engine/templates/template-not-found";
import type { ParsedInput } from "./input-parser.ts";

/** What is read of a request to find out what it concerns; all of it was validated. */
type Fields = {
  id?: string;
  name?: string;
  templates?: string[];
  lease?: string;
  leases?: string[];
};
type Judged = {
  engine: Pick<Engine, "jobs" | "schedules" | "actions">;
  row: Pick<Operation, "right">;
  principal: Principal;
  input: ParsedInput;
  params: Fields;
  body: Fields;
};
type Check = (judged: Judged) => ParsedInput | Promise<ParsedInput>;

/**
 * Refuses a request that concerns what is foreign to its caller, as one that is not there, or narrows
 * it. What several objects are about, the handler and the engine judge by the same policies.
 */
export async function checkRights(
  engine: Judged["engine"],
  row: Pick<Operation, "concerns" | "right">,
  input: ParsedInput,
  principal: Principal | null,
): Promise<ParsedInput> {
  if (principal === null) return input;
  const [params, body] = [fieldsOf(input.params), fieldsOf(input.body)];
  return checks[row.concerns]({ engine, row, principal, input, params, body });
}

const checks: Record<Concern, Check> = {
  self: asItIs,
  list: asItIs,
  input: asItIs,
  house: refuseLimitedKey,
  template({ row, principal, input, params: { name = "" } }) {
    if (!maySeeTemplate(principal, name)) templateNotFound(name);
    requireRight(row, principal, name);
    return input;
  },
  async job({ engine, row, principal, input, params: { id = "" } }) {
    if (!isToBeJudged(row, principal)) return input;
    const { createdBy, template } = await engine.jobs.get({ id });
    if (!isWithinSight(principal, { createdBy, template: template.name })) jobNotFound(id);
    requireRight(row, principal, template.name);
    return input;
  },
  async schedule({ engine, row, principal, input, params: { id = "" } }) {
    if (!isToBeJudged(row, principal)) return input;
    const schedule = await engine.schedules.get({ id });
    if (!isWithinSight(principal, schedule)) scheduleNotFound(id);
    requireRight(row, principal, schedule.template);
    return input;
  },
  async action(judged) {
    const { engine, principal, input, params } = judged;
    refuseLimitedKey(judged);
    if (params.id === undefined || !missesSome(principal)) return input;
    const action = await engine.actions.get({ id: params.id });
    if (!maySeeAction(principal, action))
      fail("action-not-found", `No action has the id ${params.id}`);
    return input;
  },
  claim({ principal, input, body }) {
    const allowed = templatesOf(principal);
    if (allowed === null) return input;
    const { templates = [] } = body;
    for (const template of templates) refuseForeign(principal, template);
    const narrowed = templates.length === 0 ? [...allowed] : templates;
    return { ...input, body: { ...body, templates: narrowed } };
  },
  lease({ principal, input, body }) {
    if (templatesOf(principal) !== null)
      for (const lease of [body.lease ?? [], body.leases ?? []].flat())
        refuseForeign(principal, templateOfLease(lease));
    return input;
  },
};

/** Whether a job or schedule may be foreign, or its template may not be run: else none is read. */
function isToBeJudged({ right }: Judged["row"], principal: Principal): boolean {
  const mayNotRunSome = (principal.barred?.fromRunning.length ?? 0) > 0;
  return missesSome(principal) || (right === "run" && mayNotRunSome);
}

function asItIs({ input }: Judged): ParsedInput {
  return input;
}

function fieldsOf(value: unknown): Fields {
  // See `Fields`: what is read of it has passed the schemas of the row.
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function refuseLimitedKey({ principal, input }: Judged): ParsedInput {
  return templatesOf(principal) === null
    ? input
    : fail("forbidden", "An API key for certain templates may not do this");
}

function requireRight({ right }: Judged["row"], principal: Principal, template: string): void {
  if (right === "run" && !mayRunTemplate(principal, template))
    fail("forbidden", `You may see the template ${template}, and not run it`);
}

function refuseForeign(principal: Principal, template: unknown): void {
  if (typeof template !== "string" || !maySeeTemplate(principal, template))
    fail("forbidden", "This API key is for other templates");
}

/** Returns the template that a lease names. Whether the lease is genuine is found out later. */
function templateOfLease(lease: string): unknown {
  try {
    const body = Buffer.from(lease.split(".")[0] ?? "", "base64url").toString("utf8");
    return Object(Object(JSON.parse(body)).template).name;
  } catch {
    return null;
  }
}
