import { mayUseTemplate, type Principal, templatesOf } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import type { Engine } from "@formwork/engine/engine";
import { fail, isRefusal } from "@formwork/engine/errors";
import { jobNotFound } from "@formwork/engine/jobs/job-not-found";
import type { ParsedInput } from "./input-parser.ts";

/**
 * What is read of a request to find out which templates it concerns. All of it was validated, but
 * for the fields of the jobs of a batch.
 */
type Fields = {
  id?: string;
  name?: string;
  template?: string | string[];
  templates?: string[];
  dependsOn?: string[];
  jobs?: unknown[];
  lease?: string;
  leases?: string[];
};
/** Jobs to wait for that are looked up for one request, one after the other. */
const maxDependencies = 1000;

type Caller = { engine: Pick<Engine, "jobs">; principal: Principal };

/**
 * Narrows a request of a caller whose API key is limited to some templates, and refuses one that
 * concerns others, by the column `concerns` of the row. Every other caller's request stays as it is.
 */
export async function limitToTemplates(
  engine: Pick<Engine, "jobs">,
  row: Operation,
  input: ParsedInput,
  principal: Principal | null,
): Promise<ParsedInput> {
  const allowed = templatesOf(principal);
  if (principal === null || allowed === null) return input;
  const caller = { engine, principal };
  const [params, query, body] = [
    fieldsOf(input.params),
    fieldsOf(input.query),
    fieldsOf(input.body),
  ];
  switch (row.concerns) {
    case "nothing":
    case "list":
      return input;
    case "name":
      if (!mayUseTemplate(principal, params.name ?? "")) fail("template-not-found");
      return input;
    case "job":
      await refuseForeignJob(caller, params.id ?? "");
      return input;
    case "filter":
      return {
        ...input,
        query: { ...query, template: narrowed(principal, allowed, query.template) },
      };
    case "claim": {
      const templates = narrowed(principal, allowed, body.templates);
      return { ...input, body: { ...body, templates } };
    }
    case "body":
      await refuseForeignSubmits(caller, [body]);
      return input;
    case "batch":
      await refuseForeignSubmits(caller, (body.jobs ?? []).map(fieldsOf));
      return input;
    case "lease":
      for (const lease of [body.lease ?? [], body.leases ?? []].flat())
        refuseForeign(principal, templateOfLease(lease));
      return input;
    case undefined:
      return fail("forbidden", "An API key for certain templates may not do this");
  }
}

function fieldsOf(value: unknown): Fields {
  // See `Fields`: where nothing was validated, each use looks at the type.
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** Returns the templates that a request asks for, or all that are allowed where it asks for none. */
function narrowed(
  principal: Principal,
  allowed: readonly string[],
  wanted: string | string[] | undefined,
): string[] {
  if (wanted === undefined || wanted.length === 0) return [...allowed];
  for (const template of [wanted].flat()) refuseForeign(principal, template);
  return [wanted].flat();
}

async function refuseForeignSubmits(caller: Caller, submits: Fields[]): Promise<void> {
  for (const { template } of submits) refuseForeign(caller.principal, template);
  const lists = submits.map(({ dependsOn }) => (Array.isArray(dependsOn) ? dependsOn : []));
  const ids = new Set(lists.flat());
  if (ids.size > maxDependencies)
    fail("forbidden", `A key for certain templates may name ${maxDependencies} jobs to wait for`);
  for (const id of ids) await refuseForeignJob(caller, id).catch(refuseDependency);
}

/** Fails for a job of another template as for one that is not there. */
async function refuseForeignJob({ engine, principal }: Caller, given: unknown): Promise<void> {
  const id = String(given);
  const job = await engine.jobs.get({ id });
  if (!mayUseTemplate(principal, job.template.name)) jobNotFound(id);
}

/** A job that is not there, and one of another template, are refused alike. */
function refuseDependency(error: unknown): never {
  if (!isRefusal(error)) throw error;
  return fail("forbidden", "`dependsOn` names a job that is not of this API key's templates");
}

function refuseForeign(principal: Principal, template: unknown): void {
  if (typeof template !== "string" || !mayUseTemplate(principal, template))
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
