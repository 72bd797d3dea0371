import type { Attempt } from "@formwork/contracts/job";
import type { LossReason } from "@formwork/contracts/work";
import { fail } from "../../../errors.ts";
import type { Store } from "../../../store/store.ts";
import type { RemoteLease } from "../lease-token.ts";

/** Attempts read at once. */
const pageSize = 500;

/** Finds the attempt of a lease; undefined where the job was deleted. */
export async function findAttempt(
  store: Pick<Store, "listAttempts">,
  { jobId, attempt, startedAt, worker }: RemoteLease,
): Promise<Attempt | undefined> {
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await store.listAttempts({ id: jobId, limit: pageSize, cursor });
    const found = items.find(
      (one) => one.attempt === attempt && one.startedAt === startedAt && one.workerId === worker.id,
    );
    if (found !== undefined || next === null) return found;
    cursor = next;
  }
}

/** Returns why the lease of an attempt is lost. */
export function lossReason(attempt: Attempt | undefined): LossReason {
  switch (attempt?.state) {
    case undefined:
      return "deleted";
    case "cancelled":
      return "cancelled";
    case "failed":
      return attempt.error?.reason === "timeout" ? "timeout" : "ended";
    case "succeeded":
    case "released":
      return "ended";
    case "running":
    case "superseded":
      return "superseded";
  }
}

const words: Record<LossReason, string> = {
  cancelled: "The job was cancelled",
  timeout: "The attempt took longer than its template allows, and has failed",
  superseded: "The lease ended before it was renewed, and the attempt was superseded",
  ended: "The attempt was settled before, in another way",
  deleted: "The job was deleted",
};

/** Refuses a report about an attempt whose lease is lost. */
export function refuseLost(reason: LossReason): never {
  return fail("lease-lost", `${words[reason]}; stop it and report nothing more about it`);
}
