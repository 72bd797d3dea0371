import { maxKeyHolds, type QueueKeys } from "@formwork/contracts/queue";
import type { QueueDeps } from "./queue-deps.ts";

/** Held jobs that are looked at, of whatever queue: some hundredths of a second of the store. */
const maxHeld = 20_000;

/** Returns the concurrency keys behind which jobs of a queue are held, most of them first. */
export async function listKeys(
  { store }: Pick<QueueDeps, "store">,
  queue: string,
): Promise<QueueKeys> {
  const { items, isAll } = await store.keyHolds({ queue, limit: maxKeyHolds, maxHeld });
  return { items, more: !isAll };
}
