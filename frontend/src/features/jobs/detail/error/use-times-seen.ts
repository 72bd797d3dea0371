import { useQuery } from "@tanstack/react-query";
import { client } from "../../../../lib/api/client.ts";
import { queryKeys } from "../../../../lib/api/query-keys.ts";
import { serverClock } from "../../../../lib/time/server-clock.ts";

const weekMs = 7 * 86_400_000;

/** Queries how many jobs that were made this week failed with an error, dismissed ones included. */
export function useTimesSeen(errorKey: string) {
  return useQuery({
    queryKey: queryKeys.errors.seen(errorKey),
    queryFn: ({ signal }) => {
      const from = new Date(serverClock.now() - weekMs).toISOString();
      const query = { error: errorKey, dismissed: "any", from } as const;
      return client.call("jobs.stats", { query, signal });
    },
  });
}
