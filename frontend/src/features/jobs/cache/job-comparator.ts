import type { JobSummary } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";

type SortField = "createdAt" | "runAt" | "priority" | "finishedAt";

/**
 * Returns the comparator of a sort, in the server's order: by the field, then by id, both reversed
 * by a leading minus. A job without a value counts as less than any other.
 */
export function jobComparator(sort: JobSort): (a: JobSummary, b: JobSummary) => number {
  const sign = sort.startsWith("-") ? -1 : 1;
  // A sort is a field with an optional minus: `jobSorts` has no others.
  const field = sort.replace("-", "") as SortField;
  return (a, b) => sign * (compare(a[field], b[field]) || compare(a.id, b.id));
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
