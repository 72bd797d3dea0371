import { parseTime } from "@formwork/contracts/time";

/** Converts a time of a query, which its schema has checked, to milliseconds since 1970. */
export function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseTime(text) ?? undefined);
}
