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

const frame = 80;

/**
 * The log of a job: read over HTTP, then pushed. Lines pushed before the room was joined, or lost
 * with the connection, show as a hole in the offsets (or are found after each joining) and are read
 * over HTTP from the last sound line on.
 */
export function useJobLog(id: string) {
  const live = useLiveConnection();
  const queries = useQueryClient();
  const key = queryKeys.jobs.logs(id);

  const log = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const after = contiguousUntil(queries.getQueryData<LogLine[]>(key) ?? []);
      const news = await readAllPages((paging) =>
        client.call("jobs.logs", { params: { id }, query: { after, ...paging }, signal }),
      );
      return mergeLines(queries.getQueryData<LogLine[]>(key) ?? [], news);
    },
    staleTime: 0,
    // Lines never change; comparing ten thousand of them would only cost time
    structuralSharing: false,
  });

  const readOn = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.jobs.logs(id) }),
    [queries, id],
  );
  useRoom(rooms.job(id), readOn);

  useEffect(() => {
    const batch = createBatch<LogLine>((news) => {
      const lines = queries.getQueryData<LogLine[]>(queryKeys.jobs.logs(id)) ?? [];
      queries.setQueryData(queryKeys.jobs.logs(id), mergeLines(lines, news));
      if (leavesGap(lines, news)) readOn();
    }, frame);
    const off = live.on.log((push) => {
      if (push.jobId === id) push.lines.forEach(batch.add);
    });
    return () => {
      off();
      batch.stop();
    };
  }, [live, queries, id, readOn]);

  return log;
}
