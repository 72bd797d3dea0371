import type { Worker } from "@formwork/contracts/worker";
import {
  type InfiniteData,
  type QueryClient,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

export type WorkerOrder = { action: "drain" | "resume" | "forget"; id: string };
type Pages = InfiniteData<{ items: Worker[]; next: string | null }>;

/** Sends what a person wants of a worker; shows a toast when the server refuses it. */
export function useWorkerOrder() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: callOperation,
    onSuccess: (reply, order) => {
      applyReply(queries, order, reply);
      return queries.invalidateQueries({ queryKey: queryKeys.workers.all });
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

function callOperation({ action, id }: WorkerOrder): Promise<Worker | undefined> {
  const params = { id };
  switch (action) {
    case "drain":
      return client.call("workers.drain", { params });
    case "resume":
      return client.call("workers.resume", { params });
    case "forget":
      return client.call("workers.forget", { params });
  }
}

/** Shows the reply at once, before the list is fetched again. */
function applyReply(queries: QueryClient, { id }: WorkerOrder, reply: Worker | undefined) {
  queries.setQueryData<Pages>(
    queryKeys.workers.list,
    (cached) =>
      cached && {
        ...cached,
        pages: cached.pages.map((page) => ({
          ...page,
          items: page.items.flatMap((worker) => (worker.id === id ? (reply ?? []) : worker)),
        })),
      },
  );
}
