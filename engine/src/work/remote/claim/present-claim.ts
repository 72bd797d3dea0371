import { traceHeaders } from "@formwork/contracts/events/trace-context";
import type { ClaimedWork } from "@formwork/contracts/work";
import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../../store/store.ts";
import type { WorkerFacts } from "../../../workers/worker-table.ts";
import type { Assignment, Work } from "../../work.ts";
import { type LeaseTokens, leaseOf } from "../lease-token.ts";

export type PresentClaimDeps = {
  store: Pick<Store, "readLog">;
  work: Pick<Work, "leaseMs">;
  tokens: LeaseTokens;
  clock: Clock;
};

/** The `seq` of a job at its first claim: it was created, queued and started. */
const seqOfFirstClaim = 3;

/**
 * Returns a claimed job as a remote worker gets it. `sentAt` is when the claim was sent
 * (`Clock.monotonic`): the lease may have begun then.
 */
export async function presentClaim(
  { store, work, tokens, clock }: PresentClaimDeps,
  assignment: Assignment,
  { worker, sentAt }: { worker: WorkerFacts; sentAt: number },
): Promise<ClaimedWork> {
  const { job, timeoutMs, run, traceparent, secrets } = assignment;
  const lease = leaseOf(assignment, {
    worker,
    now: clock.now(),
    logEnd: await logEndOf(store, assignment),
  });
  return {
    jobId: job.id,
    lease: tokens.sign(lease),
    leaseMs: Math.max(0, Math.floor(work.leaseMs - (clock.monotonic() - sentAt))),
    timeoutMs,
    template: job.template,
    payload: job.payload,
    secrets,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    idempotencyKey: `${job.id}:${run}`,
    queue: job.queue,
    tags: job.tags,
    summary: job.summary,
    createdAt: job.createdAt,
    ...tracePartsOf(traceparent),
  };
}

function tracePartsOf(trace: string | null): Pick<ClaimedWork, "traceparent" | "tracestate"> {
  const parts = trace === null ? null : traceHeaders(trace);
  return { traceparent: parts?.traceparent ?? null, tracestate: parts?.tracestate ?? null };
}

async function logEndOf(store: PresentClaimDeps["store"], { job }: Assignment): Promise<number> {
  if (job.seq <= seqOfFirstClaim) return 0;
  const [last] = await store.readLog({ id: job.id, after: 0, limit: 1, newest: true });
  return last?.offset ?? 0;
}
