import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type JobView, parseView, searchOf } from "../job-view.ts";

/**
 * Returns the view in the page's address and the function that changes it. A change adds an entry
 * to the browser's history, or replaces the current one. It is rendered synchronously, not as a
 * transition: the next change starts from the address, and would otherwise undo one that is not
 * rendered yet.
 */
export function useJobView(): [
  JobView,
  (change: Partial<JobView>, options?: { replace: boolean }) => void,
] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const view = useMemo(() => parseView(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (change: Partial<JobView>, options = { replace: false }) =>
      setSearch((current) => searchOf({ ...parseView(current), ...change }), {
        ...options,
        flushSync: true,
      }),
    [setSearch],
  );
  return [view, change];
}
