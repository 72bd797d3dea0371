import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** More than a badge shows as a number. */
const limit = 100;

/** Returns how many schedules Formwork has paused, up to 100; 0 until that is known. */
export function useAttentionCount(): number {
  const paused = useQuery({
    queryKey: queryKeys.schedules.attention,
    queryFn: async ({ signal }) =>
      (await client.call("schedules.list", { query: { attention: true, limit }, signal })).items
        .length,
  });
  return paused.data ?? 0;
}
