import type { JobState } from "@formwork/contracts/states";
import type { Store } from "../../store.ts";
import { isKeptLongEnough } from "../../verbs/keep-policy.ts";
import type { Connection } from "../connection/connection.ts";
import type { CountEpoch } from "../outbox/count-epoch.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import type { JobDocument } from "../record/documents.ts";
import { ended } from "./ended-jobs.ts";
import { createRemoveHidden } from "./hidden-jobs.ts";

type Wanted = Parameters<Store["pruneJobs"]>[0];
type Candidate = Pick<JobDocument, "_id" | "seq" | "finishedAt" | "by"> & {
  state: JobState;
  fixed: { template: string };
};

const active = ["scheduled", "queued", "running", "retrying"] as const satisfies JobState[];
const read = { state: 1, seq: 1, finishedAt: 1, by: 1, "fixed.template": 1 };

/**
 * Removes jobs that were kept for long enough, in two steps. The first one hides a job, if no step
 * was written since it was read: of a retry and this, the later one finds that it came too late. The
 * second one, in a later portion, removes the hidden job with all that belongs to it.
 */
export function createPruneJobs(deps: {
  connection: Connection;
  watermarks: Watermarks;
  epochs: CountEpoch;
}) {
  const { connection, watermarks, epochs } = deps;
  const { jobs } = connection.collections;
  const removeHidden = createRemoveHidden({ connection });

  async function pruneJobs({ ids, policy }: Wanted): ReturnType<Store["pruneJobs"]> {
    await removeHidden();
    const now = connection.time.now();
    const due = (await readUnneeded(ids)).filter(({ fixed, state, finishedAt }) =>
      isKeptLongEnough(
        policy,
        { template: fixed.template, state, finishedAt: finishedAt?.getTime() ?? null },
        now,
      ),
    );
    return hide(await keepRelayed(due));
  }

  /** Returns the ended jobs for which no other waits, and of which no re-run is on its way. */
  async function readUnneeded(ids: string[]): Promise<Candidate[]> {
    if (ids.length === 0) return [];
    const options = { projection: read, batchSize: ids.length + 1 };
    const filter = { _id: { $in: ids }, state: ended, awaited: { $exists: false } };
    const [found, needed] = await Promise.all([
      connection.ask(() => jobs.find<Candidate>(filter, options).toArray()),
      connection.ask(() => readNeeded(ids)),
    ]);
    return found.filter(({ _id }) => !needed.has(_id));
  }

  async function readNeeded(ids: string[]): Promise<Set<string>> {
    const [waiting, reruns] = await Promise.all([
      jobs
        .find({ waitsFor: { $in: ids } }, { projection: { waitsFor: 1 }, hint: "dependents" })
        .toArray(),
      jobs
        .find(
          { "fixed.rerunOf": { $in: ids }, state: { $in: [...active] } },
          { projection: { "fixed.rerunOf": 1 }, hint: "by_rerun" },
        )
        .toArray(),
    ]);
    return new Set([
      ...waiting.flatMap(({ waitsFor = [] }) => waitsFor),
      ...reruns.flatMap(({ fixed: { rerunOf = [] } }) => rerunOf),
    ]);
  }

  /** Returns the jobs whose events are all on the bus. */
  async function keepRelayed(found: Candidate[]): Promise<Candidate[]> {
    const others = found.filter(({ by, _id }) => !watermarks.isRelayed(by, _id));
    if (others.length > 0) await watermarks.read(others.map(({ by }) => by));
    return found.filter(({ by, _id }) => watermarks.isRelayed(by, _id));
  }

  /** Hides jobs, and frees their idempotency keys; returns how many. */
  async function hide(found: Candidate[]): Promise<number> {
    if (found.length === 0) return 0;
    const statements = found.map(({ _id, seq, state }) => ({
      updateOne: {
        filter: { _id, seq, state, awaited: { $exists: false } },
        update: {
          $set: { state: "deleted" as const, endedAs: state, by: 0 },
          $inc: { seq: 1 },
          $unset: { idempotencyKey: 1 as const },
        },
      },
    }));
    const { modifiedCount } = await epochs.around(() =>
      connection.ask(() => jobs.bulkWrite(statements, { ordered: false })),
    );
    return modifiedCount;
  }
  return { pruneJobs, removeHidden };
}
