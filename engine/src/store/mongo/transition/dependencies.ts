import { isFinal, type JobState } from "@formwork/contracts/states";
import type { mongo } from "mongoose";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, type JobRecord, present, withoutPayload } from "../record/documents.ts";
import { loopLanes, loopPosition } from "../record/lane-position.ts";
import { unannounced } from "../record/new-job.ts";
import type { WriteTransitions } from "./transition-writer.ts";

type DependencyDeps = { connection: Connection; writeTransitions: WriteTransitions };
type Ended = { id: string; outcome: JobState };

const finalStates = ["succeeded", "failed", "cancelled"] as const satisfies JobState[];

/**
 * Jobs that wait for others. A waiting job is born `untold`; staging tells its targets that they
 * are awaited, and takes notice of awaited jobs that have ended. Each step can be repeated, so a
 * process may die between any two of them. A target that was deleted, or never was, counts as
 * cancelled.
 */
export function createDependencies({ connection, writeTransitions }: DependencyDeps) {
  const { jobs } = connection.collections;

  /**
   * Draws the consequences of up to `limit` targets that have ended; answers how many jobs were
   * cancelled for one.
   */
  async function resolve(limit: number): Promise<number> {
    const cancelled = await tellTargets(limit);
    const filter = { awaited: true as const, state: { $in: [...finalStates] } };
    const options = { projection: { state: 1 }, limit, hint: "awaited" } as const;
    const ended = await connection.ask(() =>
      jobs.find<Pick<JobRecord, "_id" | "state">>(filter, options).toArray(),
    );
    return (
      cancelled + (await concludeAll(ended.map(({ _id, state }) => ({ id: _id, outcome: state }))))
    );
  }

  /**
   * Marks the targets of new waiting jobs as awaited; answers how many jobs were cancelled because
   * theirs are not there.
   */
  async function tellTargets(limit: number): Promise<number> {
    const waiting = await connection.ask(() =>
      jobs
        .find({ waitsFor: unannounced }, { projection: { waitsFor: 1 }, limit, hint: "dependents" })
        .toArray(),
    );
    if (waiting.length === 0) return 0;
    const ids = [...new Set(waiting.flatMap(({ waitsFor = [] }) => waitsFor))].filter(
      (id) => id !== unannounced,
    );
    const there = { _id: { $in: ids }, state: present };
    await connection.ask(() => jobs.updateMany(there, { $set: { awaited: true } }));
    const known = await connection.ask(() =>
      jobs.find(there, { projection: { _id: 1 }, batchSize: ids.length + 1 }).toArray(),
    );
    const alive = new Set(known.map(({ _id }) => _id));
    const gone = ids.filter((id) => !alive.has(id));
    const cancelled = await concludeAll(gone.map((id) => ({ id, outcome: "cancelled" })));
    const told = { _id: { $in: waiting.map(({ _id }) => _id) } };
    await connection.ask(() => jobs.updateMany(told, { $pull: { waitsFor: unannounced } }));
    return cancelled;
  }

  async function concludeAll(targets: Ended[]): Promise<number> {
    let cancelled = 0;
    for (const target of targets) cancelled += await conclude(target);
    return cancelled;
  }

  /** Lets the jobs that wait for a target go on, or cancels them; answers how many it cancelled. */
  async function conclude({ id, outcome }: Ended): Promise<number> {
    const dependents = { waitsFor: id, state: "scheduled" as const };
    const unharmed = outcome === "succeeded" ? {} : { "fixed.onDependencyFailure": "run" as const };
    await connection.ask(() =>
      jobs.updateMany({ ...dependents, ...unharmed }, waitNoLongerFor(id)),
    );
    const cancelled = outcome === "succeeded" ? 0 : await cancelAll(dependents, { id, outcome });
    await connection.ask(() => jobs.updateOne({ _id: id }, { $unset: { awaited: true } }));
    // Somebody may have begun to wait in this very moment, and his mark is gone too.
    const late = await connection.ask(() => jobs.findOne(dependents, { projection: { _id: 1 } }));
    if (late !== null)
      await connection.ask(() => jobs.updateOne({ _id: id }, { $set: { awaited: true } }));
    return cancelled;
  }

  async function cancelAll(
    dependents: mongo.Filter<JobDocument>,
    { id, outcome }: Ended,
  ): Promise<number> {
    const error = JSON.stringify({
      message: `Job ${id}, which it waited for, is ${outcome}`,
      reason: "dependency",
    });
    const at = new Date(connection.time.now());
    const harmed = await connection.ask(() =>
      jobs.find<JobRecord>(dependents, { projection: withoutPayload }).toArray(),
    );
    return (
      await writeTransitions(harmed.map((job) => ({ job, steps: [{ c: "cancel", at, error }] })))
    ).size;
  }

  /** Draws the consequences of one job, which is about to disappear. */
  async function concludeFor(job: JobRecord): Promise<void> {
    if (job.awaited && isFinal(job.state)) await conclude({ id: job._id, outcome: job.state });
  }
  return { resolve, concludeFor };
}
export type Dependencies = ReturnType<typeof createDependencies>;

/** Takes a target off a job's list; who waits for nothing else waits for its time only. */
function waitNoLongerFor(id: string) {
  const nothing = { $eq: [{ $size: { $setDifference: ["$waitsFor", [unannounced]] } }, 0] };
  const { lane, rank } = loopPosition(loopLanes.due, new Date());
  const ifNothing = (value: unknown, otherwise: unknown = "$$REMOVE") => ({
    $cond: [nothing, value, otherwise],
  });
  return [
    { $set: { waitsFor: { $setDifference: ["$waitsFor", [{ $literal: id }]] } } },
    {
      $set: {
        lane: ifNothing(lane),
        rank: ifNothing(rank),
        at: ifNothing("$runAt"),
        waitsFor: ifNothing("$$REMOVE", "$waitsFor"),
      },
    },
  ];
}
