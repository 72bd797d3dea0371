import { mayControl } from "../../steps/may-control.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, named, withoutPayload } from "../record/documents.ts";
import type { WriteTransitions } from "./transition-writer.ts";

type OriginDeps = { connection: Connection; writeTransitions: WriteTransitions };
type Rerun = Pick<JobRecord, "_id" | "fixed">;

/** Re-runs of re-runs that are followed; a longer chain is resolved in part. */
const maxChain = 100;
/** Times a move is tried on a job that others keep changing. */
const maxRounds = 50;

/**
 * Resolves the dead letters that a re-run which succeeded stands for: the job that it runs again,
 * and where that is a re-run too, the one before. A re-run is stored with the mark `resolves`, which
 * is removed once its origins are dismissed. So a process may die in between: staging does the rest,
 * and a job that was dismissed is left as it is.
 */
export function createOrigins({ connection, writeTransitions }: OriginDeps) {
  const { jobs } = connection.collections;

  /** Resolves the origins of up to `limit` re-runs; returns how many jobs were dismissed. */
  async function resolve(limit: number): Promise<number> {
    const filter = { resolves: true as const, state: "succeeded" as const };
    const options = { projection: { "fixed.rerunOf": 1 }, limit, hint: "resolvers" } as const;
    const reruns = await connection.ask(() => jobs.find<Rerun>(filter, options).toArray());
    let dismissed = 0;
    for (const rerun of reruns) dismissed += await resolveFor(rerun);
    return dismissed;
  }

  /** Resolves the origins of one re-run that has succeeded. */
  async function resolveFor({ _id, fixed }: Rerun): Promise<number> {
    let dismissed = 0;
    let origin = fixed.rerunOf;
    for (let length = 0; origin !== undefined && length < maxChain; length++) {
      const found: JobRecord | null = await dismiss(origin, _id);
      if (found?.dismissedAt !== undefined) dismissed++;
      origin = found?.fixed.rerunOf;
    }
    await connection.ask(() => jobs.updateOne({ _id }, { $unset: { resolves: true } }));
    return dismissed;
  }

  /** Dismisses a job if it is a dead letter; returns it, or null where it does not exist. */
  async function dismiss(id: string, rerun: string): Promise<JobRecord | null> {
    for (let round = 0; round < maxRounds; round++) {
      const job = await connection.ask(() =>
        jobs.findOne<JobRecord>(named(id), { projection: withoutPayload }),
      );
      if (job === null) return null;
      const { state, dismissedAt = null } = job;
      if (!mayControl({ state, dismissedAt }, "dismiss")) return job;
      const at = new Date(connection.time.now());
      const moved = await writeTransitions([{ job, steps: [{ c: "dismiss", at, rerun }] }]);
      if (moved.has(id)) return moved.get(id) ?? job;
    }
    return null;
  }

  /** Resolves the origins of a re-run that is about to be deleted. */
  async function resolveDeleted(job: JobRecord): Promise<void> {
    if (job.resolves && job.state === "succeeded") await resolveFor(job);
  }
  return { resolve, resolveDeleted };
}
export type Origins = ReturnType<typeof createOrigins>;
