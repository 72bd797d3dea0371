import type { Job } from "@formwork/contracts/job";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { remoteWait } from "./remote-wait.ts";

/** Workers that are looked at: those that are live come first. */
const maxWorkers = 500;

/** Returns what a queued job of a remote template waits for; null for every other job. */
export function useRemoteWait({ state, queue, template: { name, version } }: Job): string | null {
  const isQueued = state === "queued";
  const template = useQuery({
    queryKey: queryKeys.templates.one(name, version),
    queryFn: () => client.call("templates.get", { params: { name }, query: { version } }),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isQueued,
  });
  const isRemote = isQueued && template.data?.run.kind === "remote";
  const workers = useQuery({
    queryKey: queryKeys.workers.remote,
    queryFn: ({ signal }) => client.call("workers.list", { query: { limit: maxWorkers }, signal }),
    enabled: isRemote,
  });
  return isRemote && workers.data !== undefined ? remoteWait(queue, workers.data.items) : null;
}
