import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries one schedule; `useLiveSchedules` keeps it current. */
export function useSchedule(id: string) {
  return useQuery({
    queryKey: queryKeys.schedules.one(id),
    queryFn: ({ signal }) => client.call("schedules.get", { params: { id }, signal }),
  });
}
