import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

const rowsPerPage = 20;

/** Queries the slots of a schedule and what became of them, page by page, newest first. */
export function useSlots(id: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.schedules.slots(id),
    queryFn: ({ pageParam, signal }) =>
      client.call("schedules.slots", {
        params: { id },
        query: pageQuery(rowsPerPage, pageParam),
        signal,
      }),
    ...cursorPages,
  });
}
