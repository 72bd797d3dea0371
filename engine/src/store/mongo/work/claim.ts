import { randomUUID } from "node:crypto";
import type { Clock } from "../../../runtime/clock.ts";
import { serialize } from "../../../runtime/flow/serialize.ts";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import type { Connection } from "../connection/connection.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { type JobRecord, jobOf, lighten } from "../record/documents.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";
import { type Admitted, createAdmission } from "./admission.ts";
import { createLanes } from "./lanes.ts";

type ClaimDeps = {
  connection: Connection;
  clock: Clock;
  watermarks: Watermarks;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
} & Parameters<typeof createAdmission>[0];
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
  ...limiting
}: ClaimDeps): Pick<Store, "claimJobs" | "remoteLanes"> {
  const lanes = createLanes({ connection, clock });
  const beginAdmission = createAdmission(limiting);

  async function claimJobs(request: Request): Promise<ClaimedJob[]> {
    const token = randomUUID();
    const claimed: ClaimedJob[] = [];
    const { closed, admit } = await beginAdmission(request.limits);
    for (let round = 0; round < maxRounds; round++) {
      const wanted = request.limit - claimed.length;
      const found = await lanes.first({ ...request, limit: wanted, closed });
      const { candidates } = found;
      await watermarks.readFor(candidates);
      const { admitted, parkRest } = await admit(found);
      const won = await take(admitted, request, token);
      await parkRest();
      claimed.push(...won);
      if (found.isAll || claimed.length >= request.limit) break;
    }
    return claimed;
  }

  async function take(
    admitted: Admitted[],
    { workerId, leaseMs }: Request,
    token: string,
  ): Promise<ClaimedJob[]> {
    const at = new Date(connection.time.now());
    const payloads = new Map(admitted.map(({ job }) => [job._id, job.fixed.payload]));
    const moves = admitted.map(
      ({ job, held }): Move => ({
        job: lighten(job),
        steps: [{ c: "claim", at, worker: workerId }],
        fence: { state: "queued" },
        extra: { workerId, leaseToken: token, ...held },
        leaseMs,
      }),
    );
    const won = [...(await writeTransitions(moves)).values()];
    if (admitted.length > 0) lanes.adapt({ wanted: admitted.length, won: won.length });
    for (const job of won) leasedJobs.update(job);
    return won.map((job) => claimedOf(job, payloads.get(job._id) ?? "{}", token));
  }

  // Claims of one process run one after the other instead of competing for the same jobs.
  return { claimJobs: serialize(claimJobs), remoteLanes: lanes.remote };
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
