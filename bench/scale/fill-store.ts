import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "@formwork/engine/store/store";
import type { NewJob } from "@formwork/engine/store/verbs/job-store";
import type { ClaimedJob, Settlement } from "@formwork/engine/store/verbs/work-store";
import { aNewJob } from "@formwork/engine/testing/a-new-job";
import { aPayload } from "../engines/bench-engine.ts";

const batchSize = 1000;
const maxCancelsInFlight = 32;
/** Events that may wait for the bus before the fill pauses. */
const maxOutbox = 20_000;
/** Jobs that have the template, queue, tag, owner and schedule `rare`, whatever n is. */
const rareJobs = 100;
/** Different errors of failed jobs. */
const errors = 40;

/**
 * Stores n jobs of every state, as a store has them that is in use: nine of ten succeeded. Some
 * pairs of filters match many jobs each and none together, such as `state=failed` and
 * `template=noop`.
 */
export async function fillStore(store: Store, n: number): Promise<void> {
  for (let from = 0; from < n; from += batchSize) {
    const length = Math.min(batchSize, n - from);
    const jobs = Array.from({ length }, (_, offset) => aJob(from + offset, n));
    await store.insertJobs({ jobs });
    await endSome(store);
    while ((await store.backlog()).outbox > maxOutbox) await pause(20);
  }
  while ((await store.backlog()).outbox > 0) await pause(20);
}

/** Runs the jobs of a batch that are to end; those of kind remote are never claimed. */
async function endSome(store: Store): Promise<void> {
  const claimed = await store.claimJobs({
    ...{ workerId: "bench", kinds: ["module"], limit: batchSize, leaseMs: 24 * 3_600_000 },
  });
  const ends = Map.groupBy(claimed, endOf);
  const settlements = [
    ...(ends.get("succeeded") ?? []).map(success),
    ...(ends.get("failed") ?? []).map(failure),
  ];
  if (settlements.length > 0) await store.settleJobs({ settlements });
  const left = ends.get("cancelled") ?? [];
  await Promise.all(
    Array.from({ length: maxCancelsInFlight }, async () => {
      for (let claim = left.pop(); claim !== undefined; claim = left.pop()) {
        const { token, job } = claim;
        await store.controlJob({ id: job.id, cause: "cancel", traceparent: null });
        await store.endAttempt({ id: job.id, token, exitCode: null });
      }
    }),
  );
}

function endOf({ job }: ClaimedJob): "succeeded" | "failed" | "cancelled" {
  const i = Number(job.payload.i);
  if (job.template.name === "report" && i % 10 === 5) return "failed";
  return job.template.name === "mail" && i % 8 === 0 ? "cancelled" : "succeeded";
}

function success({ job, token }: ClaimedJob): Settlement {
  return { id: job.id, token, cause: "succeed", exitCode: 0, result: null };
}

function failure({ job, token }: ClaimedJob): Settlement {
  const part = String.fromCharCode(97 + (Number(job.payload.i) % errors));
  const error = { message: `The part ${part.repeat(3)} broke`, reason: "exit" as const };
  return { id: job.id, token, cause: "exhaust", exitCode: 1, error };
}

/** Returns the i-th of n jobs. */
function aJob(i: number, n: number): NewJob {
  const isRare = i % Math.ceil(n / rareJobs) === 1;
  const template = isRare ? "rare" : templateOf(i, n);
  const waits = i % 33 === 7;
  return aNewJob({
    template: { name: template, version: 1 },
    kind: waits ? "remote" : "module",
    payload: aPayload(i),
    summary: `part ${i}`,
    priority: priorityOf(template, i),
    queue: queueOf(template),
    tags: isRare ? ["all", "rare"] : ["all", `group-${i % 50}`, `of-${template}`],
    runAt: i % 66 === 7 ? Date.now() + (24 + (i % 1000)) * 3_600_000 : null,
    createdBy: ownerOf(template),
    scheduleId: scheduleOf(template),
  });
}

/** The template `old` is one that was used at first, and no more. */
function templateOf(i: number, n: number): string {
  const part = i % 100;
  if (part < 15) return "mail";
  if (part < 45) return "report";
  return part < 70 && i < n / 5 ? "old" : "noop";
}

function priorityOf(template: string, i: number): number {
  if (template === "report") return i % 10;
  return template === "mail" ? 9 : 4;
}

function queueOf(template: string): string {
  if (template === "rare") return "rare";
  return template === "report" ? "bulk" : "default";
}

function ownerOf(template: string): string {
  if (template === "rare") return "rare";
  return template === "report" ? "bob" : "ada";
}

function scheduleOf(template: string): string | null {
  if (template === "rare") return "rare";
  return template === "mail" ? "nightly" : null;
}
