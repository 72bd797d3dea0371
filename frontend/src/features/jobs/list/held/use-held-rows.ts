import type { JobSummary } from "@formwork/contracts/job";
import { useMemo, useState } from "react";
import { type HeldRows, holdRows } from "./held-rows.ts";

/**
 * Returns the jobs that a list shows. While `isHeld` its rows keep their places, and new jobs wait
 * until `release`, or until it is no longer held.
 */
export function useHeldRows(
  jobs: JobSummary[],
  isHeld: boolean,
): HeldRows & { release: () => void } {
  const [before, setBefore] = useState<JobSummary[] | null>(isHeld ? jobs : null);
  const rows = useMemo(
    () => (before === null ? { shown: jobs, waiting: 0 } : holdRows(before, jobs)),
    [before, jobs],
  );
  if (isHeld && before === null) setBefore(jobs);
  if (!isHeld && before !== null) setBefore(null);
  // A page that was fetched at the end is from now on held like the others.
  if (isHeld && before !== null && rows.shown.length > before.length) setBefore(rows.shown);
  return { ...rows, release: () => setBefore(jobs) };
}
