import type { Principal } from "@formwork/contracts/account";
import { parseDuration } from "@formwork/contracts/duration";
import type { SubmitJob } from "@formwork/contracts/job";
import { isWithinSight } from "@formwork/contracts/policies/within-sight";
import { summariseJob } from "@formwork/contracts/summary/summarise-job";
import { fillPlaceholders } from "@formwork/contracts/text/placeholders";
import { parseTime } from "@formwork/contracts/time";
import type { Caller } from "../../caller.ts";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Store } from "../../store/store.ts";
import type { NewJob } from "../../store/verbs/job-store.ts";
import { canonicalJson } from "../../templates/canonical-json.ts";
import type { Templates } from "../../templates/templates.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";
import type { MayKeep } from "../secrets/may-keep.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { jobDefaultsOf } from "./job-defaults.ts";
import { newId } from "./new-id.ts";
import { sealPayload } from "./seal-payload.ts";

export type DraftDeps = { store: Store; templates: Templates; secrets: Secrets; clock: Clock };
export type Submission = Caller & {
  input: SubmitJob;
  /** Id of the new job, where its maker has stored it already. */
  id?: string;
  idempotencyKey?: string | undefined;
  /** What the request was, by which one with the same key is told from it; the input unless told. */
  idempotencyHash?: string | undefined;
  origin?: { rerunOf?: string; scheduleId?: string };
  /** The stored secrets that handles in the payload may stand for. */
  mayKeep?: MayKeep;
};

/**
 * Makes the job to store from a submission: fills in defaults, validates the payload and seals its
 * secrets. Everything that can be refused is refused here, as a `DomainError`.
 */
export async function draftJob(
  deps: DraftDeps,
  template: StoredTemplate,
  submission: Submission,
): Promise<NewJob> {
  const { input, origin, idempotencyKey } = submission;
  const id = submission.id ?? newId();
  const payload = await sealPayload(deps, {
    template,
    payload: input.payload ?? {},
    principalId: submission.principal.id,
    signal: submission.signal,
    mayKeep: submission.mayKeep,
    ownerId: id,
  });
  // What a schedule waits for, Formwork itself chose.
  const judge = origin?.scheduleId === undefined ? submission.principal : null;
  if (input.dependsOn !== undefined) await requireKnown(deps.store, input.dependsOn, judge);
  const defaults = jobDefaultsOf(template);
  return {
    id,
    template: defaults.template,
    kind: defaults.kind,
    payload,
    summary: summariseJob(template, payload),
    priority: input.priority ?? defaults.priority,
    queue: input.queue ?? defaults.queue,
    tags: [...new Set(input.tags)],
    maxAttempts: input.maxAttempts ?? defaults.maxAttempts,
    timeoutMs: input.timeout === undefined ? defaults.timeoutMs : timeoutOf(input.timeout),
    onLost: defaults.onLost,
    runAt: dueAt(input, deps.clock),
    createdBy: submission.principal.id,
    rerunOf: origin?.rerunOf ?? null,
    scheduleId: origin?.scheduleId ?? null,
    dependsOn: input.dependsOn === undefined ? [] : [...new Set(input.dependsOn)],
    onDependencyFailure: input.onDependencyFailure ?? "cancel",
    concurrency: concurrencyOf(template, payload),
    idempotency:
      idempotencyKey === undefined
        ? null
        : {
            key: idempotencyKey,
            hash:
              submission.idempotencyHash ??
              deps.secrets.hash(canonicalJson([origin?.rerunOf ?? null, input])),
          },
    traceparent: submission.traceparent,
  };
}

/** Refuses ids of no jobs; one that the principal may not see is that of none. */
async function requireKnown(
  store: Store,
  ids: string[],
  principal: Principal | null,
): Promise<void> {
  if (ids.length === 0) return;
  const found = await store.knownJobs({ ids });
  const seen = principal === null ? found : found.filter((job) => isWithinSight(principal, job));
  const known = new Set(seen.map(({ id }) => id));
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

/** Returns a timeout in milliseconds; no attempt could end within none. */
function timeoutOf(timeout: string): number {
  const ms = parseDuration(timeout);
  if (ms > 0) return ms;
  return fail("invalid-request", "The timeout leaves no time", [
    { pointer: "/timeout", message: "must be longer than nothing", keyword: "timeout" },
  ]);
}

/** Returns when a job is due, in milliseconds since 1970; null is at once. */
function dueAt(input: SubmitJob, clock: Clock): number | null {
  if (input.runAt !== undefined && input.delay !== undefined) {
    fail("invalid-request", "Give runAt or delay, not both", [
      { pointer: "/delay", message: "cannot be given together with runAt", keyword: "not" },
    ]);
  }
  if (input.delay !== undefined) return clock.now() + parseDuration(input.delay);
  return input.runAt === undefined ? null : readTime(input.runAt);
}

/** Reads a time in milliseconds since 1970. Fails with `invalid-request`. */
export function readTime(runAt: string): number {
  return (
    parseTime(runAt) ??
    fail("invalid-request", "The job's time cannot be read", [
      { pointer: "/runAt", message: "must be a date and time with offset", keyword: "format" },
    ])
  );
}

/** Makes the concurrency key from the sealed payload, so that it never holds a secret. */
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
