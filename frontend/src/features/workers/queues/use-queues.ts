import type { Queue } from "@formwork/contracts/queue";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { addSamples, type QueueSamples } from "./queue-samples.ts";

/** The queues that the page shows, and what was seen of each since it was opened. */
export type QueueReadings = { queues: Queue[]; isAll: boolean; samples: QueueSamples };

/** Queues that are shown: hundreds are no help to anybody. */
const maxShown = 200;
/** The lines of depth and age need a value at each step, whether something happens or not. */
const sampleMs = 5_000;

/** Queries the queues again and again while the page is seen, and keeps what each reading showed. */
export function useQueues() {
  const queries = useQueryClient();
  return useQuery({
    queryKey: queryKeys.queues.list,
    queryFn: async ({ signal }): Promise<QueueReadings> => {
      const { items, next } = await client.call("queues.list", {
        query: { limit: maxShown },
        signal,
      });
      const before = queries.getQueryData<QueueReadings>(queryKeys.queues.list);
      const samples = addSamples(before?.samples ?? new Map(), items, serverClock.now());
      return { queues: items, isAll: next === null, samples };
    },
    refetchInterval: sampleMs,
    staleTime: 0,
  });
}
