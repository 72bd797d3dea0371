import { type LimitsReport, maxOwnersAtWork } from "@formwork/contracts/limits";
import type { Store } from "../store/store.ts";

/** Running and held jobs that are looked at: some hundredths of a second of the store. */
const maxJobs = 20_000;

/** Returns whose jobs run and wait now. */
export async function reportLimits(store: Pick<Store, "ownersAtWork">): Promise<LimitsReport> {
  const { items, isAll } = await store.ownersAtWork({ limit: maxOwnersAtWork, maxJobs });
  return { owners: items, more: !isAll };
}
