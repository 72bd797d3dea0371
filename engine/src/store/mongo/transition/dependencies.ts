import { finalStates, isFinal, type JobState } from "@formwork/contracts/states";
import type { mongo } from "mongoose";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, type JobRecord, present, withoutPayload } from "../record/documents.ts";
import { loopLanes } from "../record/lane-position.ts";
import { unannounced } from "../record/new-job.ts";
import type { WriteTransitions } from "./transition-writer.ts";

type DependencyDeps = { connection: Connection; writeTransitions: WriteTransitions };
type Ended = { id: string; outcome: JobState };

/**
 * Resolves dependencies. A job with dependencies is stored with the mark `unannounced`; staging
 * marks the jobs it depends on (its targets) as awaited, and later finds awaited jobs that have
 * ended. Every step may be repeated, so a process may die between any two. A target that does not
 * exist counts as cancelled.
 */
export function createDependencies({ connection, writeTransitions }: DependencyDeps) {
  const { jobs } = connection.collections;

  /** Resolves up to `limit` targets that have ended; returns how many jobs were cancelled. */
  async function resolve(limit: number): Promise<number> {
    const cancelled = await markTargets(limit);
    const filter = { awaited: true as const, state: { $in: [...finalStates] } };
    const options = { projection: { state: 1 }, limit, hint: "awaited" } as const;
    const ended = await connection.ask(() =>
      jobs.find<Pick<JobRecord, "_id" | "state">>(filter, options).toArray(),
    );
    return (
      cancelled + (await resolveAll(ended.map(({ _id, state }) => ({ id: _id, outcome: state }))))
    );
  }

  /**
   * Marks the targets of up to `limit` new jobs as awaited; returns how many jobs were cancelled
   * because a target does not exist.
   */
  async function markTargets(limit: number): Promise<number> {
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
    const cancelled = await resolveGone(ids.filter((id) => !alive.has(id)));
    const announced = { _id: { $in: waiting.map(({ _id }) => _id) } };
    await connection.ask(() => jobs.updateMany(announced, { $pull: { waitsFor: unannounced } }));
    return cancelled;
  }

  /** Resolves targets that are gone; one that was kept for long enough, by how it ended. */
  async function resolveGone(ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const filter = { _id: { $in: ids }, endedAs: { $exists: true } };
    const hidden = await connection.ask(() =>
      jobs.find(filter, { projection: { endedAs: 1 }, batchSize: ids.length + 1 }).toArray(),
    );
    const outcomes = new Map(hidden.map(({ _id, endedAs }) => [_id, endedAs]));
    return resolveAll(ids.map((id) => ({ id, outcome: outcomes.get(id) ?? "cancelled" })));
  }

  async function resolveAll(targets: Ended[]): Promise<number> {
    let cancelled = 0;
    for (const target of targets) cancelled += await resolveTarget(target);
    return cancelled;
  }

  /**
   * Takes a target off the jobs that wait for it, or cancels them where it failed; returns how many
   * were cancelled.
   */
  async function resolveTarget({ id, outcome }: Ended): Promise<number> {
    const dependents = { waitsFor: id, state: "scheduled" as const };
    const continuing =
      outcome === "succeeded" ? {} : { "fixed.onDependencyFailure": "run" as const };
    await connection.ask(() =>
      jobs.updateMany({ ...dependents, ...continuing }, withoutTarget(id)),
    );
    const cancelled = outcome === "succeeded" ? 0 : await cancelAll(dependents, { id, outcome });
    await connection.ask(() => jobs.updateOne({ _id: id }, { $unset: { awaited: true } }));
    // A job may have been announced meanwhile, and its mark was removed along with the others.
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
    const found = await connection.ask(() =>
      jobs.find<JobRecord>(dependents, { projection: withoutPayload }).toArray(),
    );
    return (
      await writeTransitions(found.map((job) => ({ job, steps: [{ c: "cancel", at, error }] })))
    ).size;
  }

  /** Resolves a job that has ended and is about to be deleted. */
  async function resolveDeleted(job: JobRecord): Promise<void> {
    if (job.awaited && isFinal(job.state)) await resolveTarget({ id: job._id, outcome: job.state });
  }
  return { resolve, resolveDeleted };
}
export type Dependencies = ReturnType<typeof createDependencies>;

/**
 * Takes a target off `waitsFor`; a job with no other target moves to the lane `due`, unless something
 * of its cancelled attempt may be left: then that is waited for first.
 */
function withoutTarget(id: string) {
  const isLast = { $eq: [{ $size: { $setDifference: ["$waitsFor", [unannounced]] } }, 0] };
  const ifLast = (value: unknown, otherwise: unknown) => ({
    $cond: [isLast, value, otherwise],
  });
  const isHeld = { $eq: ["$lane", loopLanes.held] };
  return [
    { $set: { waitsFor: { $setDifference: ["$waitsFor", [{ $literal: id }]] } } },
    {
      $set: {
        lane: { $cond: [isHeld, ifLast(loopLanes.due, "$lane"), "$lane"] },
        waitsFor: ifLast("$$REMOVE", "$waitsFor"),
      },
    },
  ];
}
