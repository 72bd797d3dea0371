import type { JobSort } from "@formwork/contracts/job-query";

export type TimeColumn = { name: string; by: "createdAt" | "runAt" | "finishedAt" };

/** Returns the time that a list shows: the one it is ordered by, or that of creation. */
export function timeColumnOf(sort: JobSort): TimeColumn {
  if (sort.endsWith("runAt")) return { name: "Due", by: "runAt" };
  if (sort.endsWith("finishedAt")) return { name: "Finished", by: "finishedAt" };
  return { name: "Created", by: "createdAt" };
}
