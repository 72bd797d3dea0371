import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { byNextRun } from "./patch-schedules.ts";

/** Which schedules the list shows; empty texts filter nothing. */
export type ScheduleFilter = { q: string; template: string; attention: boolean };

const rowsPerPage = 50;

/** Queries schedules page by page, and returns those loaded by their next run. */
export function useScheduleList({ q, template, attention }: ScheduleFilter) {
  const filter = {
    ...(q === "" ? {} : { q }),
    ...(template === "" ? {} : { template }),
    ...(attention ? { attention } : {}),
  };
  const list = useInfiniteQuery({
    queryKey: queryKeys.schedules.list(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call("schedules.list", {
        query: { ...filter, ...pageQuery(rowsPerPage, pageParam) },
        signal,
      }),
    ...cursorPages,
    placeholderData: (previous) => previous,
  });
  const schedules = useMemo(
    () => byNextRun(list.data?.pages.flatMap(({ items }) => items) ?? []),
    [list.data],
  );
  return { ...list, schedules };
}
