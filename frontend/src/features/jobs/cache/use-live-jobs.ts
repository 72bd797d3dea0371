import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { rooms } from "@formwork/contracts/events/rooms";
import { isFinal } from "@formwork/contracts/states";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection, useRoom } from "../../../lib/live/live-context.ts";
import { throttle } from "../../../lib/throttle.ts";
import { patchDetails, patchLists } from "./patch-cache.ts";

const renderIntervalMs = 50;
const statsIntervalMs = 1_000;
const filteredStatsIntervalMs = 3_000;

/**
 * Applies pushed events to every cached job, list and count, so that they stay equal to the
 * server's. Mounted once, in the shell.
 */
export function useLiveJobs() {
  const live = useLiveConnection();
  const queries = useQueryClient();
  useRoom(rooms.jobs);

  useEffect(() => {
    const refetchAll = throttle(
      () => void queries.invalidateQueries({ queryKey: queryKeys.jobs.stats({}), exact: true }),
      statsIntervalMs,
    );
    // A filtered count may take long: it is not asked for again before it is answered.
    const refetchFiltered = throttle(
      () =>
        void queries.invalidateQueries(
          { queryKey: queryKeys.jobs.allStats, predicate: isFilteredStats },
          { cancelRefetch: false },
        ),
      filteredStatsIntervalMs,
    );
    const batch = createBatch<JobEvent>((events) => {
      apply(queries, events);
      if (!events.some(changesState)) return;
      refetchAll.call();
      refetchFiltered.call();
    }, renderIntervalMs);
    const cleanUps = [
      live.on.event((event) => isJobEvent(event) && batch.add(event)),
      live.on.gap((id) => refetchJob(queries, id)),
      live.on.reset(() => void queries.invalidateQueries({ queryKey: queryKeys.jobs.all })),
      live.on.unauthorized(() => void queries.invalidateQueries({ queryKey: queryKeys.me })),
      batch.stop,
      refetchAll.stop,
      refetchFiltered.stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live, queries]);
}

function isFilteredStats({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return Object.keys(queryKey[2] ?? {}).length > 0;
}

function changesState(event: JobEvent): boolean {
  return event.type !== "job.progressed";
}

function apply(queries: QueryClient, events: JobEvent[]) {
  patchLists(queries, events);
  patchDetails(queries, events);
  for (const event of events) if (changesState(event)) refetchParts(queries, event);
}

/** Refetches what events do not carry: attempts, and the result of a job that has ended. */
function refetchParts(queries: QueryClient, { subject, data }: JobEvent) {
  void queries.invalidateQueries({ queryKey: queryKeys.jobs.attempts(subject) });
  if (isFinal(data.state))
    void queries.invalidateQueries({ queryKey: queryKeys.jobs.one(subject) });
}

function refetchJob(queries: QueryClient, id: string) {
  for (const key of [queryKeys.jobs.one(id), queryKeys.jobs.events(id)])
    void queries.invalidateQueries({ queryKey: key });
}
