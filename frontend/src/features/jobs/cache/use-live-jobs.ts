import { type FormworkEvent, isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { rooms } from "@formwork/contracts/events/rooms";
import { isFinal } from "@formwork/contracts/states";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection, useRoom } from "../../../lib/live/live-context.tsx";
import { throttle } from "../../../lib/throttle.ts";
import { patchDetails, patchLists } from "./patch-cache.ts";

const frame = 50;
const statsEvery = 1_000;

/**
 * Keeps every fetched job, list and count equal to the server's by the pushed events. Mounted once,
 * in the shell.
 */
export function useLiveJobs() {
  const live = useLiveConnection();
  const queries = useQueryClient();
  useRoom(rooms.jobs);

  useEffect(() => {
    const refreshStats = throttle(
      () => void queries.invalidateQueries({ queryKey: queryKeys.jobs.stats }),
      statsEvery,
    );
    const batch = createBatch<JobEvent>(
      (events) => apply(queries, events, refreshStats.call),
      frame,
    );
    const offs = [
      live.on.event((event) =>
        isJobEvent(event) ? batch.add(event) : refreshTemplates(queries, event),
      ),
      live.on.hole((id) => refreshJob(queries, id)),
      live.on.reset(
        () =>
          void queries.invalidateQueries({
            predicate: ({ queryKey }) => queryKey[0] === "jobs" || queryKey[0] === "templates",
          }),
      ),
      live.on.refused(() => void queries.invalidateQueries({ queryKey: queryKeys.me })),
      batch.stop,
      refreshStats.stop,
    ];
    return () => {
      for (const off of offs) off();
    };
  }, [live, queries]);
}

function apply(queries: QueryClient, events: JobEvent[], refreshStats: () => void) {
  patchLists(queries, events);
  patchDetails(queries, events);
  if (events.some((event) => event.type !== "job.progressed")) refreshStats();
  for (const event of events) if (event.type !== "job.progressed") refreshParts(queries, event);
}

/** What events do not carry is fetched when an event says that it changed. */
function refreshParts(queries: QueryClient, { subject, data }: JobEvent) {
  void queries.invalidateQueries({ queryKey: queryKeys.jobs.attempts(subject) });
  if (isFinal(data.state))
    void queries.invalidateQueries({ queryKey: queryKeys.jobs.one(subject) });
}

function refreshJob(queries: QueryClient, id: string) {
  for (const key of [queryKeys.jobs.one(id), queryKeys.jobs.events(id)])
    void queries.invalidateQueries({ queryKey: key });
}

function refreshTemplates(queries: QueryClient, event: FormworkEvent) {
  if (event.type.startsWith("template."))
    void queries.invalidateQueries({ queryKey: queryKeys.templates.all });
}
