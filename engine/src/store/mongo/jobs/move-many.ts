import { fail } from "../../../errors.ts";
import type { UnmetTarget } from "../../steps/decide-retry.ts";
import { targetsFirst } from "../../steps/targets-first.ts";
import type { ManyResult } from "../../verbs/job-store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, present, withoutPayload } from "../record/documents.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import { lanesFreedBy } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";
import { targetsOf } from "./retries.ts";

type MoveManyDeps = {
  connection: Connection;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
  parking: Parking;
};

type Decided = Omit<Move, "job"> | "forbidden" | { unmet: UnmetTarget };
/** Decides what becomes of a job that was just read. */
export type Decide = (job: JobRecord) => Promise<Decided> | Decided;
type DecideNow = (found: readonly JobRecord[]) => Promise<Decide> | Decide;

/** Times moves are tried on jobs that others keep changing. */
const maxRounds = 50;

/**
 * Makes the function that moves many jobs, each by an update of its own document: one read for all,
 * and one write, in which jobs that change alike share a statement. Jobs that others changed
 * meanwhile are read again. `decideNow` is called after each read, so that times are later than it;
 * it decides about a job after those that it depends on.
 */
export function createMoveMany(deps: MoveManyDeps) {
  const { connection, writeTransitions, leasedJobs, parking } = deps;
  const { jobs } = connection.collections;

  async function moveMany(ids: string[], decideNow: DecideNow): Promise<ManyResult[]> {
    const outcomes = new Map<string, ManyResult>();
    let left = ids;
    for (let round = 0; left.length > 0; round++) {
      if (round === maxRounds) fail("unavailable", "Jobs change too fast to be changed by hand");
      for (const outcome of await tryAll(left, decideNow)) outcomes.set(outcome.id, outcome);
      left = left.filter((id) => !outcomes.has(id));
    }
    return ids.flatMap((id) => outcomes.get(id) ?? []);
  }

  /** Returns what became of those jobs that no one else changed meanwhile. */
  async function tryAll(ids: string[], decideNow: DecideNow): Promise<ManyResult[]> {
    const found = await readAll(ids);
    const decide = await decideNow([...found.values()]);
    const moves: Move[] = [];
    const outcomes: ManyResult[] = [];
    for (const id of targetsFirst(ids, (one) => targetsOf(found.get(one)))) {
      const job = found.get(id);
      const decided = job && (await decide(job));
      if (job === undefined) outcomes.push({ id, outcome: "missing" });
      else if (typeof decided === "object" && "steps" in decided) moves.push({ job, ...decided });
      else outcomes.push({ id, outcome: "forbidden", state: job.state });
    }
    const moved = await makeMoves(moves);
    return [...outcomes, ...moved.map((id) => ({ id, outcome: "moved" as const }))];
  }

  async function makeMoves(moves: Move[]): Promise<string[]> {
    const moved = await writeTransitions(moves);
    leasedJobs.forget(moved.keys());
    const freed = moves.filter(({ job }) => moved.has(job._id));
    await parking.unparkEach(freed.flatMap(({ job, steps }) => lanesFreedBy(job, steps)));
    return [...moved.keys()];
  }

  async function readAll(ids: string[]): Promise<Map<string, JobRecord>> {
    const filter = { _id: { $in: ids }, state: present };
    const options = { projection: withoutPayload, batchSize: ids.length + 1 };
    const found = await connection.ask(() => jobs.find<JobRecord>(filter, options).toArray());
    return new Map(found.map((job) => [job._id, job]));
  }
  return moveMany;
}
