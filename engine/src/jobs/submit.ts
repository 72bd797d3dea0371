import { createHash } from "node:crypto";
import { parseDuration } from "@formwork/contracts/duration";
import type { Job, SubmitJob } from "@formwork/contracts/job";
import { secretPaths } from "@formwork/contracts/schema/secret-paths";
import { retryDefaults, templateDefaults } from "@formwork/contracts/template";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { NewJob } from "../store/job-store.ts";
import type { Store, StoredTemplate } from "../store/store.ts";
import { canonicalJson } from "../templates/canonical-json.ts";
import type { Templates } from "../templates/templates.ts";
import { newId } from "./new-id.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { presentJob } from "./present-job.ts";
import type { Secrets } from "./secrets.ts";

export type SubmitDeps = {
  store: Store;
  templates: Templates;
  secrets: Secrets;
  clock: Clock;
  committed: (change: { work: boolean }) => void;
  /** A job is on its way into the store, ahead of whatever is asked of it from now on. */
  storing: () => void;
};
type Origin = { rerunOf?: string; scheduleId?: string };

/**
 * Stores one job: template, defaults, validation, idempotency, one durable write. `created` is
 * false for a repeated request.
 */
export async function submitJob(
  deps: SubmitDeps,
  params: Caller & { input: SubmitJob; idempotencyKey?: string | undefined; origin?: Origin },
): Promise<{ job: Job; created: boolean }> {
  const draft = await draftJob(deps, params);
  const inserting = deps.store.insertJobs({ jobs: [draft] });
  deps.storing();
  const [inserted] = await inserting;
  if (inserted === undefined || inserted.outcome === "conflict")
    return fail("idempotency-conflict");
  deps.committed({ work: inserted.job.state === "queued" });
  return { job: presentJob(inserted.job), created: inserted.outcome === "stored" };
}

/**
 * Checks an input and makes of it the job to store. Everything that can be refused is refused here.
 */
export async function draftJob(
  deps: SubmitDeps,
  params: Caller & { input: SubmitJob; idempotencyKey?: string | undefined; origin?: Origin },
): Promise<NewJob> {
  const { input } = params;
  const template = await takingTemplate(deps.templates, input);
  const payload = await checkedPayload(deps.templates, template, input.payload ?? {});
  await requireKnown(deps.store, input.dependsOn ?? []);
  return {
    id: newId(),
    template: { name: template.name, version: template.version },
    kind: template.run.kind,
    payload: deps.secrets.seal(payload, pathsOf(template)),
    priority: input.priority ?? template.priority ?? templateDefaults.priority,
    queue: input.queue ?? template.queue ?? templateDefaults.queue,
    tags: input.tags ?? [],
    maxAttempts: input.maxAttempts ?? template.retry?.attempts ?? retryDefaults.attempts,
    timeoutMs: parseDuration(input.timeout ?? template.timeout ?? templateDefaults.timeout),
    onLost: template.retry?.onLost ?? retryDefaults.onLost,
    runAt: dueAt(input, deps.clock),
    createdBy: params.principal.id,
    rerunOf: params.origin?.rerunOf ?? null,
    scheduleId: params.origin?.scheduleId ?? null,
    dependsOn: [...new Set(input.dependsOn ?? [])],
    onDependencyFailure: input.onDependencyFailure ?? "cancel",
    concurrency: concurrencyOf(template, payload),
    idempotency:
      params.idempotencyKey === undefined
        ? null
        : { key: params.idempotencyKey, hash: hashOf(input) },
    traceparent: params.traceparent,
  };
}

async function takingTemplate(templates: Templates, input: SubmitJob): Promise<StoredTemplate> {
  const template = await templates.stored({ name: input.template, version: input.version });
  return template.archived
    ? fail("template-archived", `Template ${template.name} is archived and takes no new jobs`)
    : template;
}

async function checkedPayload(
  templates: Templates,
  template: StoredTemplate,
  payload: Record<string, unknown>,
) {
  const checked = await templates.validate({
    name: template.name,
    version: template.version,
    payload,
  });
  return checked.valid
    ? checked.payload
    : fail("invalid-payload", `The payload does not fit template ${template.name}`, checked.errors);
}

async function requireKnown(store: Store, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = new Set(await store.knownJobs({ ids }));
  const errors = ids.flatMap((id, index) =>
    known.has(id)
      ? []
      : [
          {
            pointer: `/dependsOn/${index}`,
            message: `no job has the id ${id}`,
            keyword: "dependsOn",
          },
        ],
  );
  if (errors.length > 0) fail("invalid-request", "A job it depends on does not exist", errors);
}

function dueAt(input: SubmitJob, clock: Clock): number | null {
  if (input.runAt !== undefined && input.delay !== undefined) {
    fail("invalid-request", "Give runAt or delay, not both", [
      { pointer: "/delay", message: "cannot be given together with runAt", keyword: "not" },
    ]);
  }
  if (input.delay !== undefined) return clock.now() + parseDuration(input.delay);
  return input.runAt === undefined ? null : Date.parse(input.runAt);
}

function concurrencyOf(
  template: StoredTemplate,
  payload: Record<string, unknown>,
): NewJob["concurrency"] {
  if (template.concurrency === undefined) return null;
  const { key, limit } = template.concurrency;
  return {
    key: `${template.name}:${key === undefined ? "" : fillPlaceholders(key, { payload })}`,
    limit,
  };
}

function hashOf(input: SubmitJob): string {
  return createHash("sha256").update(canonicalJson(input)).digest("base64url");
}

const knownPaths = new WeakMap<object, string[]>();

/** Where a template's secrets lie; versions never change, so once is enough. */
function pathsOf(template: StoredTemplate): string[] {
  const paths = knownPaths.get(template) ?? secretPaths(template.payload);
  knownPaths.set(template, paths);
  return paths;
}
