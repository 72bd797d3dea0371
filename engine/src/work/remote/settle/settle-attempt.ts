import { isDeepStrictEqual } from "node:util";
import type { Attempt } from "@formwork/contracts/job";
import type { SettledWork } from "@formwork/contracts/work";
import type { Store } from "../../../store/store.ts";
import { attemptError } from "../../attempt-error.ts";
import type { Outcome, RunningAttempt, Work } from "../../work.ts";
import type { RemoteLease } from "../lease-token.ts";
import type { OpenLeaseDeps } from "../open-lease.ts";
import { findAttempt, lossReason, refuseLost } from "./attempt-end.ts";

type Deps = {
  store: Pick<Store, "listAttempts" | "getJob">;
  work: Pick<Work, "settle" | "end">;
  onSettled: OpenLeaseDeps["onSettled"];
};
type Settling = { lease: RemoteLease; attempt: RunningAttempt; outcome: Outcome };

/**
 * Settles a remote attempt. A settlement that is repeated, because its reply was lost, is recognised
 * by the attempt as it is stored, and gets the same reply.
 */
export async function settleAttempt(
  deps: Deps,
  { lease, attempt, outcome }: Settling,
): Promise<SettledWork> {
  const { store, work, onSettled } = deps;
  const settled = settledWork(lease, outcome);
  if (await work.settle({ assignment: attempt, outcome })) {
    onSettled(lease, outcome);
    return settled;
  }
  // A cancelled attempt has ended when its worker comes with an outcome.
  await work.end({ assignment: attempt, exitCode: null });
  const before = await findAttempt(store, lease);
  const isRepeated =
    before !== undefined && isSame(before, settled) && (await hasResult(deps, lease, outcome));
  if (isRepeated) return settled;
  onSettled(lease, "superseded");
  return refuseLost(lossReason(before));
}

function settledWork({ jobId, attempt }: RemoteLease, outcome: Outcome): SettledWork {
  const error = outcome.outcome === "failed" ? attemptError(outcome) : null;
  return { jobId, attempt, outcome: outcome.outcome, error };
}

function isSame({ state, error }: Attempt, settled: SettledWork): boolean {
  return state === settled.outcome && isDeepStrictEqual(asStored(error), asStored(settled.error));
}

/** Compares results; that of a job which ran again since then is not known any more. */
async function hasResult(
  { store }: Pick<Deps, "store">,
  { jobId, attempt }: RemoteLease,
  outcome: Outcome,
): Promise<boolean> {
  if (outcome.outcome !== "succeeded") return true;
  const job = await store.getJob({ id: jobId });
  if (job?.state !== "succeeded" || job.attempt !== attempt) return true;
  return isDeepStrictEqual(job.result, asStored(outcome.result ?? null));
}

/** Returns a value as it is once it was stored: without properties that are undefined. */
function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
