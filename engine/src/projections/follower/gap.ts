import type { Store } from "../../store/store.ts";
import { floorTo, levels } from "../levels.ts";
import type { FollowerRow } from "../number-tables.ts";
import type { Portion } from "./rebuild.ts";

/**
 * Returns from when on events are missing: from the last one counted, or at the first start from the
 * oldest job; null for a store without jobs. Nothing is rebuilt that lies further back than hours
 * are kept.
 */
export async function gapFrom(
  store: Pick<Store, "findJobs">,
  { cursor, at, gap }: FollowerRow,
  now: number,
): Promise<number | null> {
  const since = cursor === null ? await oldestJob(store) : Math.min(at, gap?.from ?? at);
  if (since === null) return null;
  const isOld = since < now - levels.minute.keptMs;
  const from = floorTo(since, isOld ? levels.hour.unitMs : levels.minute.unitMs);
  return Math.max(from, floorTo(now - levels.hour.keptMs, levels.hour.unitMs));
}

async function oldestJob(store: Pick<Store, "findJobs">): Promise<number | null> {
  const { items } = await store.findJobs({ filter: {}, sort: "createdAt", limit: 1 });
  const [oldest] = items;
  return oldest === undefined ? null : Date.parse(oldest.createdAt);
}

/** Returns the last hour of a gap, or the part of it that the gap covers; null when it is filled. */
export function nextPortion({ from, to }: { from: number; to: number }): Portion | null {
  if (to <= from) return null;
  return { from: Math.max(from, floorTo(to - 1, levels.hour.unitMs)), to };
}
