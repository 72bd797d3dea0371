import type { Clock } from "../../runtime/clock.ts";
import { isoTime } from "../../store/iso-time.ts";
import type { Templates } from "../../templates/templates.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";
import type { Outcome, RunningAttempt, Work } from "../work.ts";
import type { LeaseTokens, RemoteLease } from "./lease-token.ts";

/** A lease as the reports about its attempt use it. */
export type OpenLease = { lease: RemoteLease; attempt: RunningAttempt; template: StoredTemplate };

export type OpenLeaseDeps = {
  tokens: LeaseTokens;
  templates: Pick<Templates, "stored">;
  work: Pick<Work, "settle">;
  clock: Clock;
  /** Appends the end of its log to an attempt that is about to end. */
  keptEnds: { flush: (attempt: Pick<OpenLease, "lease" | "attempt">) => Promise<void> };
  /** Receives each attempt that was settled, or whose outcome came too late. */
  onSettled: (lease: RemoteLease, outcome: Outcome | "superseded") => void;
};

/** Opens a lease token. It does not look whether the lease is still held: writes do. */
export async function openLease(
  { tokens, templates }: OpenLeaseDeps,
  text: string,
  pointer = "/lease",
): Promise<OpenLease> {
  const lease = tokens.open(text, pointer);
  const template = await templates.stored(lease.template);
  const { jobId: id, attempt, maxAttempts, token, failures } = lease;
  const startedAt = isoTime(lease.timeoutAt - lease.timeoutMs);
  const { createdBy } = lease;
  const owner = createdBy === undefined ? {} : { createdBy };
  const job = { id, attempt, maxAttempts, startedAt, template: lease.template, ...owner };
  return {
    lease,
    template,
    attempt: { job, token, failures, template },
  };
}

/**
 * Ends an attempt whose time is over by the clock of the server. Returns false for one that has time
 * left, or has ended before. A worker that reports nothing any more loses its lease instead.
 */
export async function endOverdue(
  { work, clock, keptEnds, onSettled }: OpenLeaseDeps,
  { lease, attempt }: OpenLease,
): Promise<boolean> {
  if (clock.now() < lease.timeoutAt) return false;
  await keptEnds.flush({ lease, attempt });
  const outcome = timedOut(lease);
  const settled = await work.settle({ assignment: attempt, outcome });
  if (settled) onSettled(lease, outcome);
  return settled;
}

function timedOut({ timeoutMs }: RemoteLease): Outcome {
  return {
    ...{ outcome: "failed", reason: "timeout" },
    message: `It took longer than ${timeoutMs / 1000} s`,
  };
}
