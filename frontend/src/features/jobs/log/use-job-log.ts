import { rooms } from "@formwork/contracts/events/rooms";
import type { LogLine } from "@formwork/contracts/job";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { readAllPages } from "../../../lib/api/read-all-pages.ts";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection, useRoom } from "../../../lib/live/live-context.ts";
import { contiguousUntil, leavesGap, mergeLines } from "./log-lines.ts";

const renderIntervalMs = 80;

/**
 * Queries the log of a job and appends the lines that are pushed. Lines may be missed before the
 * room is joined or while the connection is down: after each join, and when the offsets have a gap,
 * the log is fetched from the last line before the gap on.
 */
export function useJobLog(id: string) {
  const live = useLiveConnection();
  const queries = useQueryClient();
  const key = queryKeys.jobs.logs(id);

  const log = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const after = contiguousUntil(queries.getQueryData<LogLine[]>(key) ?? []);
      const fetched = await readAllPages((paging) =>
        client.call("jobs.logs", { params: { id }, query: { after, ...paging }, signal }),
      );
      return mergeLines(queries.getQueryData<LogLine[]>(key) ?? [], fetched);
    },
    staleTime: 0,
    // Lines never change: comparing ten thousand of them would cost time and find nothing.
    structuralSharing: false,
  });

  const refetch = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.jobs.logs(id) }),
    [queries, id],
  );
  useRoom(rooms.job(id), refetch);

  useEffect(() => {
    const batch = createBatch<LogLine>((pushed) => {
      const lines = queries.getQueryData<LogLine[]>(queryKeys.jobs.logs(id)) ?? [];
      queries.setQueryData(queryKeys.jobs.logs(id), mergeLines(lines, pushed));
      if (leavesGap(lines, pushed)) refetch();
    }, renderIntervalMs);
    const off = live.on.log((push) => {
      if (push.jobId === id) push.lines.forEach(batch.add);
    });
    return () => {
      off();
      batch.stop();
    };
  }, [live, queries, id, refetch]);

  return log;
}
