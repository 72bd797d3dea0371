import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { fetchBetween, fetchNewest } from "./fetch-log.ts";
import { addOlder, type LogData } from "./log-data.ts";

/** Loads the older lines of a job's log: the next thousand, or all. */
export type OlderLines = {
  isLoading: boolean;
  error: Error | null;
  /** Loads the next ones above; does nothing while others are loading. */
  loadMore: () => void;
  /** Resolves with the whole log. */
  loadAll: () => Promise<LogData>;
};

const none: LogData = { lines: [], older: null };

/** Returns the functions that load older lines into the cache of `useJobLog`. */
export function useOlderLines(id: string): OlderLines {
  const queries = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    // One after the other: each begins where the one before ended.
    scope: { id: `older-lines:${id}` },
    mutationFn: async (amount: "more" | "all"): Promise<LogData> => {
      const queryKey = queryKeys.jobs.logs(id);
      const before = queries.getQueryData<LogData>(queryKey)?.older ?? null;
      if (before !== null) {
        const added =
          amount === "more"
            ? await fetchNewest({ id, before })
            : { lines: await fetchBetween({ id, after: 0, before }), older: null };
        queries.setQueryData<LogData>(queryKey, (data) => addOlder(data ?? none, added));
      }
      return queries.getQueryData<LogData>(queryKey) ?? none;
    },
  });
  const loadMore = useCallback(() => {
    // A failure is shown by `error`.
    if (!isPending) mutateAsync("more").catch(() => undefined);
  }, [isPending, mutateAsync]);
  const loadAll = useCallback(() => mutateAsync("all"), [mutateAsync]);
  return { isLoading: isPending, error, loadMore, loadAll };
}
