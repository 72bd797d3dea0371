import type { Queue } from "@formwork/contracts/queue";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import type { QueueReadings } from "./use-queues.ts";

type QueueOrder = { name: string } & (
  | { action: "pause"; reason: string }
  | { action: "resume" }
  | { action: "limit"; concurrency: number | null }
);

/** Sends what a person wants of a queue; shows a toast when the server refuses it. */
export function useQueueOrder() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: callOperation,
    onSuccess: (reply) => {
      queries.setQueryData<QueueReadings>(
        queryKeys.queues.list,
        (cached) =>
          cached && {
            ...cached,
            queues: cached.queues.map((queue) => (queue.name === reply.name ? reply : queue)),
          },
      );
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

function callOperation(order: QueueOrder): Promise<Queue> {
  const params = { name: order.name };
  switch (order.action) {
    case "pause":
      return client.call("queues.pause", {
        params,
        body: order.reason === "" ? {} : { reason: order.reason },
      });
    case "resume":
      return client.call("queues.resume", { params });
    case "limit":
      return client.call("queues.change", { params, body: { concurrency: order.concurrency } });
  }
}
