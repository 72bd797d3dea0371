import { isFinal } from "@formwork/contracts/states";
import { fail } from "../../../errors.ts";
import type { ControlResult } from "../../job-store.ts";
import { mayControl } from "../../may-control.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, jobOf, lighten, named, type WholeJob } from "../record/documents.ts";
import { type ConcurrencySlots, releasedKey } from "../transition/concurrency-slots.ts";
import type { Dependencies } from "../transition/dependencies.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import type { Results } from "../transition/results.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";

type ControlDeps = {
  connection: Connection;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
  slots: ConcurrencySlots;
  results: Results;
  dependencies: Dependencies;
};

/** Times a move is tried on a job that others keep changing. */
const maxRounds = 50;

/** Makes the moves of a person: cancel, retry, dismiss, delete. */
export function createControl(deps: ControlDeps): Pick<Store, "controlJob" | "deleteJob"> {
  const { connection, writeTransitions, leasedJobs, slots, results, dependencies } = deps;
  const { jobs } = connection.collections;

  async function onJob(
    id: string,
    allowed: (job: JobRecord) => boolean,
    moveOf: (job: JobRecord) => Promise<Omit<Move, "job">>,
  ): Promise<ControlResult> {
    for (let round = 0; round < maxRounds; round++) {
      const found = await connection.ask(() => jobs.findOne<WholeJob>(named(id)));
      if (found === null) return { outcome: "missing" };
      const [whole = found] = await results.join([found]);
      if (!allowed(found)) return { outcome: "forbidden", job: jobOf(whole) };
      const { payload } = whole.fixed;
      const { result } = whole;
      const job = lighten(whole);
      const moved = (await writeTransitions([{ job, ...(await moveOf(job)) }])).get(id);
      if (moved === undefined) continue;
      leasedJobs.forget([id]);
      await slots.unpark([releasedKey(job)]);
      return {
        outcome: "moved",
        job: jobOf({ ...moved, ...(result === undefined ? {} : { result }) }, payload),
      };
    }
    return fail("unavailable", `Job ${id} changes too fast to be changed by hand`);
  }

  return {
    controlJob: ({ id, cause, actor, traceparent }) =>
      onJob(
        id,
        (job) => mayControl({ state: job.state, dismissedAt: job.dismissedAt ?? null }, cause),
        async () => ({
          steps: [{ c: cause, ...originOf(connection, traceparent), ...(actor && { actor }) }],
        }),
      ),
    deleteJob: ({ id, traceparent }) =>
      onJob(
        id,
        (job) => isFinal(job.state),
        async (job) => {
          await dependencies.resolveDeleted(job);
          return {
            steps: [{ c: "delete", ...originOf(connection, traceparent) }],
            fence: { awaited: { $exists: false } },
          };
        },
      ),
  };
}

function originOf({ time }: Connection, traceparent: string | null) {
  return { at: new Date(time.now()), ...(traceparent === null ? {} : { trace: traceparent }) };
}
