import { type FormworkEvent, isJobEvent } from "@formwork/contracts/events/events";
import { useQuery } from "@tanstack/react-query";
import { useNow } from "../../../components/time/use-now.ts";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useConnectionSettled } from "../../../lib/live/use-connection-settled.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { dueOf, waitOf } from "./oldest-wait.ts";

const refetchIntervalMs = 3_000;
const tickMs = 1_000;
/** Queues that are asked for: the most that one request returns. */
const limit = 500;

/**
 * Queries how long the job has waited for a worker that has waited longest, in milliseconds; 0 where
 * none waits. It is asked for again when a job begins or ends to wait, and grows by itself in between.
 */
export function useOldestWait() {
  useLiveRefetch({
    queryKey: queryKeys.queues.oldest,
    concerns: changesWaiting,
    ...{ everyMs: refetchIntervalMs, cancelRefetch: false },
  });
  const due = useQuery({
    queryKey: queryKeys.queues.oldest,
    queryFn: async ({ signal }) => {
      const { items } = await client.call("queues.list", { query: { limit }, signal });
      return { at: dueOf(items, serverClock.now()) };
    },
    staleTime: 0,
    enabled: useConnectionSettled(),
  });
  const now = useNow(tickMs);
  return { ...due, waitMs: due.data === undefined ? null : waitOf(due.data.at, now) };
}

function changesWaiting(event: FormworkEvent): boolean {
  return isJobEvent(event) && event.type !== "job.progressed";
}
