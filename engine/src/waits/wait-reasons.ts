import { maxAhead, maxNamedJobs, type WaitReason } from "@formwork/contracts/job-wait";
import type { QueueRow } from "../queues/queue-table.ts";
import { isoTimeOrNull } from "../store/iso-time.ts";
import type { WaitFacts } from "../store/verbs/work-store.ts";

/** What is known of a job that has not started. */
export type WaitContext = {
  facts: WaitFacts;
  queue: QueueRow;
  /** Jobs of its queue that run. */
  running: number;
  perOwner: number | null;
  /** Workers that run its kind and queue; null where nobody knows. */
  workers: { online: number; draining: number } | null;
  now: number;
};

/** Returns why a job has not started; what has to happen first comes first. */
export function waitReasons(context: WaitContext): WaitReason[] {
  const { state } = context.facts.job;
  if (state === "retrying") return [...backOff(context), ...paused(context)];
  if (state === "scheduled")
    return [...dependencies(context), ...later(context), ...paused(context)];
  return state === "queued" ? queuedReasons(context) : [];
}

function queuedReasons(context: WaitContext): WaitReason[] {
  // Behind a key or an owner a job has no place among those that workers take.
  const parking = [...keyLimit(context), ...ownerLimit(context)];
  const last = parking.length > 0 ? parking : place(context);
  return [...paused(context), ...noWorker(context), ...queueLimit(context), ...last];
}

function dependencies({ facts: { openTargets } }: WaitContext): WaitReason[] {
  const jobs = openTargets.slice(0, maxNamedJobs);
  return jobs.length === 0 ? [] : [{ kind: "dependencies", jobs, count: openTargets.length }];
}

function later({ facts: { job }, now }: WaitContext): WaitReason[] {
  return Date.parse(job.runAt) > now ? [{ kind: "later", runAt: job.runAt }] : [];
}

function backOff({ facts: { job } }: WaitContext): WaitReason[] {
  const { runAt, failures, maxAttempts } = job;
  return [{ kind: "backOff", runAt, failures, maxAttempts }];
}

function paused({ queue }: WaitContext): WaitReason[] {
  if (!queue.paused) return [];
  const { name, reason, pausedBy: by, pausedAt } = queue;
  return [{ kind: "paused", queue: name, reason, by, since: isoTimeOrNull(pausedAt) }];
}

function noWorker({ facts: { kind, job }, workers }: WaitContext): WaitReason[] {
  if (workers === null || workers.online > 0) return [];
  return [{ kind: "noWorker", runs: kind, queue: job.queue, draining: workers.draining }];
}

function queueLimit({ queue: { name, concurrency }, running }: WaitContext): WaitReason[] {
  if (concurrency === null || running < concurrency) return [];
  return [{ kind: "queueLimit", queue: name, limit: concurrency, running }];
}

function keyLimit({ facts: { key, keyHolders, parkedFor } }: WaitContext): WaitReason[] {
  if (key === null || (parkedFor !== "key" && keyHolders.length < key.limit)) return [];
  const jobs = keyHolders.slice(0, maxNamedJobs);
  return [{ kind: "keyLimit", key: key.name, limit: key.limit, jobs }];
}

function ownerLimit({ facts: { job, parkedFor }, perOwner }: WaitContext): WaitReason[] {
  if (parkedFor !== "owner" || perOwner === null) return [];
  return [{ kind: "ownerLimit", owner: job.createdBy, limit: perOwner }];
}

function place({ facts: { job, ahead } }: WaitContext): WaitReason[] {
  if (ahead === null) return [];
  const more = ahead > maxAhead;
  return [{ kind: "place", queue: job.queue, ahead: Math.min(ahead, maxAhead), more }];
}
