import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type JobView, parseView, searchOf } from "../job-view.ts";

/**
 * The view in the address, and how to change it. Each change can be gone back from, except typing,
 * which replaces. A change is drawn at once and not as a transition: the next click builds on what
 * it shows, and would take back a change that is still on its way.
 */
export function useJobView(): [
  JobView,
  (change: Partial<JobView>, how?: { replace: boolean }) => void,
] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const view = useMemo(() => parseView(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (change: Partial<JobView>, how = { replace: false }) =>
      setSearch((now) => searchOf({ ...parseView(now), ...change }), { ...how, flushSync: true }),
    [setSearch],
  );
  return [view, change];
}
