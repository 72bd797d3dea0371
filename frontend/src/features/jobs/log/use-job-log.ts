import { rooms } from "@formwork/contracts/events/rooms";
import type { LogLine } from "@formwork/contracts/job";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection, useRoom } from "../../../lib/live/live-context.ts";
import { fetchBetween, fetchNewest } from "./fetch-log.ts";
import { addNewer, followingLines, type LogData, lastOffset } from "./log-data.ts";

const renderIntervalMs = 80;

/**
 * Queries the newest lines of a job's log and appends the lines that are pushed. Lines may be missed
 * before the room is joined or while the connection is down: after each join, and when a push leaves
 * a hole, the lines after the last loaded one are fetched.
 */
export function useJobLog(id: string) {
  const live = useLiveConnection();
  const queries = useQueryClient();
  /** Pushed lines that do not follow the loaded ones. */
  const waiting = useRef<LogLine[]>([]);
  const refetch = useRefetch(id);
  useRoom(rooms.job(id), refetch);

  const log = useQuery({
    queryKey: queryKeys.jobs.logs(id),
    queryFn: async ({ signal }): Promise<LogData> => {
      const loaded = () => queries.getQueryData<LogData>(queryKeys.jobs.logs(id));
      const fetched = await fetchSince(id, loaded(), signal);
      const known = loaded();
      const { removedAt } = fetched;
      const read = hasLines(known) ? { ...addNewer(known, fetched.lines), removedAt } : fetched;
      const data = addNewer(read, followingLines(read, waiting.current));
      if (waiting.current.some(({ offset }) => offset > lastOffset(data))) refetch();
      waiting.current = [];
      return data;
    },
    staleTime: 0,
    // Lines never change: comparing ten thousand of them would cost time and find nothing.
    structuralSharing: false,
  });

  useEffect(() => {
    const batch = createBatch<LogLine>((pushed) => {
      const data = queries.getQueryData<LogData>(queryKeys.jobs.logs(id));
      const following = data === undefined ? [] : followingLines(data, pushed);
      if (data !== undefined && following.length > 0)
        queries.setQueryData(queryKeys.jobs.logs(id), addNewer(data, following));
      const last = following.at(-1)?.offset ?? (data === undefined ? 0 : lastOffset(data));
      const rest = pushed.filter(({ offset }) => offset > last);
      if (rest.length === 0) return;
      waiting.current.push(...rest);
      refetch();
    }, renderIntervalMs);
    const off = live.on.log((push) => {
      if (push.jobId !== id) return;
      push.lines.forEach(batch.add);
      // Lines were dropped for this slow page.
      if (push.lines.length === 0) refetch();
    });
    return () => {
      off();
      batch.stop();
    };
  }, [live, queries, id, refetch]);

  return log;
}

/** Returns a function that fetches again, after the fetch that is running: its reply is not lost. */
function useRefetch(id: string): () => void {
  const queries = useQueryClient();
  const isQueued = useRef(false);
  return useCallback(() => {
    if (isQueued.current) return;
    isQueued.current = true;
    const queryKey = queryKeys.jobs.logs(id);
    const running = queries.getQueryCache().find({ queryKey })?.promise;
    void Promise.resolve(running)
      .catch(() => undefined)
      .then(() => {
        isQueued.current = false;
        return queries.invalidateQueries({ queryKey });
      });
  }, [queries, id]);
}

function hasLines(data: LogData | undefined): data is LogData {
  return data !== undefined && data.lines.length > 0;
}

/** Fetches what follows the loaded lines, or the newest lines where none are loaded. */
async function fetchSince(
  id: string,
  known: LogData | undefined,
  signal: AbortSignal,
): Promise<LogData> {
  if (!hasLines(known)) return fetchNewest({ id, signal });
  const after = lastOffset(known);
  const newest = await fetchNewest({ id, after, signal });
  if (newest.older === null) return newest;
  const between = await fetchBetween({ id, after, before: newest.older, signal });
  return { ...newest, lines: [...between, ...newest.lines], older: null };
}
