import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { loadResults } from "./load-results.ts";

/** Queries the last results of a schedule; `useLiveSchedules` keeps them current. */
export function useResults(id: string) {
  return useQuery({ queryKey: queryKeys.schedules.results(id), queryFn: () => loadResults(id) });
}
