import type { Principal } from "@formwork/contracts/account";
import { maxKeyHolds, type QueueKeys } from "@formwork/contracts/queue";
import { seenJobs } from "../jobs/seen-jobs.ts";
import type { QueueDeps } from "./queue-deps.ts";

/** Held jobs that are looked at, of whatever queue: some hundredths of a second of the store. */
const maxHeld = 20_000;

/** Returns the concurrency keys behind which jobs of a queue are held, most of them first. */
export async function listKeys(
  { store }: Pick<QueueDeps, "store">,
  { name: queue, principal }: { name: string; principal: Principal },
): Promise<QueueKeys> {
  const { items, isAll } = await store.keyHolds({ queue, limit: maxKeyHolds, maxHeld });
  const seen = await seenJobs(
    store,
    principal,
    items.map(({ first }) => first.id),
  );
  return { items: items.filter(({ first }) => seen.has(first.id)), more: !isAll };
}
