import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { ownZone } from "../words/zoned-text.ts";

/** What the calendar shows; `from` is a time of its first day, null for today. */
export type CalendarView = { from: string | null; timezone: string; template: string };

/** Returns the view in the page's address, and the function that changes it. */
export function useCalendarView(): [CalendarView, (change: Partial<CalendarView>) => void] {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const view = useMemo(() => readView(new URLSearchParams(text)), [text]);
  const change = (changed: Partial<CalendarView>) => setSearch(searchOf({ ...view, ...changed }));
  return [view, change];
}

function readView(search: URLSearchParams): CalendarView {
  const from = search.get("from") ?? "";
  return {
    from: Number.isNaN(Date.parse(from)) ? null : new Date(from).toISOString(),
    timezone: search.get("timezone") ?? ownZone(),
    template: search.get("template") ?? "",
  };
}

function searchOf({ from, timezone, template }: CalendarView): URLSearchParams {
  return new URLSearchParams([
    ...(from === null ? [] : [["from", from]]),
    ...(timezone === ownZone() ? [] : [["timezone", timezone]]),
    ...(template === "" ? [] : [["template", template]]),
  ]);
}

/** Queries the planned starts of a view; they are fetched again when a schedule is changed. */
export function useCalendar({ from, timezone, template }: CalendarView) {
  const query = {
    timezone,
    ...(from === null ? {} : { from }),
    ...(template === "" ? {} : { template }),
  };
  return useQuery({
    queryKey: queryKeys.schedules.calendar(query),
    queryFn: ({ signal }) => client.call("schedules.calendar", { query, signal }),
    placeholderData: (previous) => previous,
  });
}
