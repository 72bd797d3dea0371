import { randomUUID } from "node:crypto";
import type { Clock } from "../../../runtime/clock.ts";
import { serialize } from "../../../runtime/serialize.ts";
import type { ClaimedJob } from "../../job-store.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { type JobRecord, jobOf, lighten, type WholeJob } from "../record/documents.ts";
import type { Admitted, ConcurrencySlots } from "../transition/concurrency-slots.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";
import { createLanes } from "./lanes.ts";

type ClaimDeps = {
  connection: Connection;
  clock: Clock;
  watermarks: Watermarks;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
  slots: ConcurrencySlots;
};
type Request = Parameters<Store["claimJobs"]>[0];

/** Times a claim looks for more jobs while it loses some to other workers. */
const maxRounds = 20;

/** Leases queued jobs to a worker. */
export function createClaim({
  connection,
  clock,
  watermarks,
  writeTransitions,
  leasedJobs,
  slots,
}: ClaimDeps): Pick<Store, "claimJobs"> {
  const lanes = createLanes({ connection, clock });

  async function claimJobs(request: Request): Promise<ClaimedJob[]> {
    const token = randomUUID();
    const claimed: ClaimedJob[] = [];
    for (let round = 0; round < maxRounds; round++) {
      const wanted = request.limit - claimed.length;
      const candidates = await lanes.first({ ...request, limit: wanted });
      await watermarks.readFor(candidates);
      const won = await take(await slots.admit(candidates), request, token);
      claimed.push(...won);
      if (candidates.length < wanted || claimed.length >= request.limit) break;
    }
    return claimed;
  }

  async function take(
    admitted: Admitted<WholeJob>[],
    { workerId, leaseMs }: Request,
    token: string,
  ): Promise<ClaimedJob[]> {
    const at = new Date(connection.time.now());
    const payloads = new Map(admitted.map(({ job }) => [job._id, job.fixed.payload]));
    const moves = admitted.map(
      ({ job, slot }): Move => ({
        job: lighten(job),
        steps: [{ c: "claim", at, worker: workerId }],
        fence: { state: "queued" },
        extra: { workerId, leaseToken: token, ...(slot === undefined ? {} : { slot }) },
        leaseMs,
      }),
    );
    const won = [...(await writeTransitions(moves)).values()];
    if (admitted.length > 0) lanes.adapt({ wanted: admitted.length, won: won.length });
    for (const job of won) leasedJobs.update(job);
    return won.map((job) => claimedOf(job, payloads.get(job._id) ?? "{}", token));
  }

  // Claims of one process run one after the other instead of competing for the same jobs.
  return { claimJobs: serialize(claimJobs) };
}

function claimedOf(job: JobRecord, payload: string, token: string): ClaimedJob {
  const { kind, timeoutMs, traceparent = null } = job.fixed;
  return {
    job: jobOf(job, payload),
    token,
    kind,
    timeoutMs,
    run: job.run,
    failures: job.failures,
    traceparent,
  };
}
