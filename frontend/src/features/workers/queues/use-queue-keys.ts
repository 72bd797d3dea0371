import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

/** Milliseconds between two readings while jobs of the queue start and end. */
const everyMs = 2_000;

/** Queries who waits for which concurrency key in a queue, again when jobs of it move. */
export function useQueueKeys(name: string) {
  const queryKey = queryKeys.queues.keys(name);
  useLiveRefetch({
    ...{ queryKey, everyMs, cancelRefetch: false },
    concerns: (event) => event.type.startsWith("job.") && event.type !== "job.progressed",
  });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => client.call("queues.keys", { params: { name }, signal }),
    staleTime: 0,
  });
}
