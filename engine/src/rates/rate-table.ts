import { table } from "../store/table.ts";

/**
 * A bucket that is not full: `fullAt` is when it will be. Both times are in milliseconds since 1970
 * by the store's clock; the row is removed some time after `keptUntil`.
 */
export type RateRow = { id: string; fullAt: number; keptUntil: number };

export const ratesTable = table<RateRow>({
  name: "rate_buckets",
  key: "id",
  expires: "keptUntil",
});
