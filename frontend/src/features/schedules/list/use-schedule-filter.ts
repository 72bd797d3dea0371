import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ScheduleFilter } from "../cache/use-schedule-list.ts";

/** Reads a filter from the query of an address. */
export function readFilter(search: URLSearchParams): ScheduleFilter {
  return {
    q: (search.get("q") ?? "").slice(0, 200),
    template: search.get("template") ?? "",
    attention: search.get("attention") === "true",
  };
}

/** Returns the query of an address for a filter; empty where nothing is filtered. */
export function searchOf({ q, template, attention }: ScheduleFilter): URLSearchParams {
  return new URLSearchParams([
    ...(q === "" ? [] : [["q", q]]),
    ...(template === "" ? [] : [["template", template]]),
    ...(attention ? [["attention", "true"]] : []),
  ]);
}

/** True where a filter may leave schedules out. */
export function isFiltered({ q, template, attention }: ScheduleFilter): boolean {
  return q !== "" || template !== "" || attention;
}

/** Returns the filter in the page's address, and the function that changes it. */
export function useScheduleFilter(): [ScheduleFilter, (change: Partial<ScheduleFilter>) => void] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (change: Partial<ScheduleFilter>) =>
      setSearch((current) => searchOf({ ...readFilter(current), ...change }), { replace: true }),
    [setSearch],
  );
  return [filter, change];
}
