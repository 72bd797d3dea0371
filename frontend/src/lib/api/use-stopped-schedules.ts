import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

/** More than a badge shows as a number. */
const limit = 100;

/**
 * Queries the schedules that Formwork has paused, up to 100, as soon as it is `enabled`. Events keep
 * them current.
 */
export function useStoppedSchedules(enabled = true) {
  return useQuery({
    enabled,
    queryKey: queryKeys.schedules.attention,
    queryFn: async ({ signal }) =>
      (await client.call("schedules.list", { query: { attention: true, limit }, signal })).items,
  });
}
