import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import { fail } from "../../../errors.ts";
import type { UnmetTarget } from "../../steps/decide-retry.ts";
import { decideChange, type WaitingJob } from "../../steps/job-options.ts";
import { mayControl } from "../../steps/may-control.ts";
import type { Store } from "../../store.ts";
import type { ControlResult } from "../../verbs/job-store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, jobOf, lighten, named, type WholeJob } from "../record/documents.ts";
import type { Dependencies } from "../transition/dependencies.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import type { Origins } from "../transition/origins.ts";
import { lanesFreedBy } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";
import type { Results } from "../transition/results.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";
import { createMoveMany, type Decide } from "./move-many.ts";
import { createRetries } from "./retries.ts";
import type { TemplateQueues } from "./template-queues.ts";

type ControlDeps = {
  connection: Connection;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
  parking: Parking;
  results: Results;
  dependencies: Dependencies;
  origins: Origins;
  templateQueues: TemplateQueues;
};

type Decided = Omit<Move, "job"> | { unmet: UnmetTarget };
type ControlWish = Omit<Parameters<Store["controlJob"]>[0], "id">;

/** Times a move is tried on a job that others keep changing. */
const maxRounds = 50;

/** Makes the moves of a person: cancel, retry, dismiss, change, delete. */
export function createControl(
  deps: ControlDeps,
): Pick<Store, "controlJob" | "controlJobs" | "changeJob" | "deleteJob" | "deleteJobs"> {
  const { connection, writeTransitions, leasedJobs, parking, results } = deps;
  const { dependencies, origins, templateQueues } = deps;
  const { jobs } = connection.collections;
  const moveMany = createMoveMany(deps);
  const readTargets = createRetries(deps);

  async function onJob<Refusal extends "forbidden" | "unchanged" | "unexpected">(
    id: string,
    decide: (job: JobRecord) => Promise<Decided | Refusal> | Decided | Refusal,
  ): Promise<ControlResult | { outcome: Refusal; job: Job }> {
    for (let round = 0; round < maxRounds; round++) {
      const found = await connection.ask(() => jobs.findOne<WholeJob>(named(id)));
      if (found === null) return { outcome: "missing" };
      const [whole = found] = await results.join([found]);
      const decided = await decide(found);
      if (typeof decided === "string") return { outcome: decided, job: jobOf(whole) };
      if ("unmet" in decided) return { outcome: "forbidden", job: jobOf(whole), ...decided };
      const { payload } = whole.fixed;
      const { result } = whole;
      const job = lighten(whole);
      const moved = (await writeTransitions([{ job, ...decided }])).get(id);
      if (moved === undefined) continue;
      leasedJobs.forget([id]);
      await parking.unpark(lanesFreedBy(job, decided.steps));
      return {
        outcome: "moved",
        job: jobOf({ ...moved, ...(result === undefined ? {} : { result }) }, payload),
      };
    }
    return fail("unavailable", `Job ${id} changes too fast to be changed by hand`);
  }

  /** Decides about jobs that were read before: they get one step with one time, and change alike. */
  async function toControl(
    { cause, actor, traceparent }: ControlWish,
    found: readonly JobRecord[],
  ): Promise<Decide> {
    const retry = cause === "retry" ? await readTargets(found) : null;
    const step = { c: cause, ...originOf(connection, traceparent), ...(actor && { actor }) };
    return (job) => {
      const { state, dismissedAt } = job;
      if (!mayControl({ state, dismissedAt: dismissedAt ?? null }, cause)) return "forbidden";
      return retry === null ? { steps: [step] } : retry(job, step);
    };
  }

  function toDelete(traceparent: string | null): Decide {
    const step = { c: "delete", ...originOf(connection, traceparent) } as const;
    return async (job) => {
      if (!isFinal(job.state)) return "forbidden";
      if (job.fixed.kind !== "remote" && job.endingToken !== undefined) return "forbidden";
      await dependencies.resolveDeleted(job);
      await origins.resolveDeleted(job);
      return { steps: [step], fence: { awaited: { $exists: false } } };
    };
  }

  return {
    controlJob: ({ id, ...wish }) =>
      onJob<"forbidden">(id, async (job) => (await toControl(wish, [job]))(job)),
    controlJobs: ({ ids, ...wish }) => moveMany(ids, (found) => toControl(wish, found)),
    changeJob: ({ id, change, expectedSeq, actor, traceparent }) =>
      onJob(id, async (job) => {
        if (job.seq !== (expectedSeq ?? job.seq)) return "unexpected";
        const { queue } = change;
        if (queue !== undefined)
          await templateQueues.note([{ template: job.fixed.template, queue }]);
        const origin = originOf(connection, traceparent);
        const decided = decideChange(waitingOf(job), change, origin.at.getTime());
        if (typeof decided === "string") return decided;
        const { cause, runAt, ...options } = decided;
        const due = runAt === job.runAt.getTime() ? {} : { due: new Date(runAt) };
        const step = { c: cause, ...origin, ...due, ...options, ...(actor && { actor }) };
        return { steps: [step], fence: unmoved(job) };
      }),
    deleteJob: ({ id, traceparent }) => onJob<"forbidden">(id, (job) => toDelete(traceparent)(job)),
    deleteJobs: ({ ids, traceparent }) => moveMany(ids, () => toDelete(traceparent)),
  };
}

function waitingOf({ state, runAt, waitsFor, priority, fixed }: JobRecord): WaitingJob {
  const options = { priority, queue: fixed.queue, tags: fixed.tags };
  return { state, runAt: runAt.getTime(), isHeld: waitsFor !== undefined, options };
}

/**
 * Selects the job only while it waits as it did when it was read: dependencies and concurrency keys
 * move it between lanes without a step.
 */
function unmoved({ waitsFor, lane }: JobRecord): NonNullable<Move["fence"]> {
  const absent = { $exists: false };
  return { waitsFor: waitsFor ?? absent, lane: lane ?? absent };
}

function originOf({ time }: Connection, traceparent: string | null) {
  return { at: new Date(time.now()), ...(traceparent === null ? {} : { trace: traceparent }) };
}
