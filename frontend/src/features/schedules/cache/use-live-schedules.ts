import {
  type FormworkEvent,
  isJobEvent,
  type JobEvent,
  type ScheduleEvent,
} from "@formwork/contracts/events/events";
import { rooms } from "@formwork/contracts/events/rooms";
import type { Schedule, ScheduleResults } from "@formwork/contracts/schedule";
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { createBatch } from "../../../lib/batch.ts";
import { useLiveConnection, useRoom } from "../../../lib/live/live-context.ts";
import { throttle } from "../../../lib/throttle.ts";
import { withEvent, withJob, withoutJob } from "./patch-schedules.ts";

type Pages = InfiniteData<{ items: Schedule[]; next: string | null }>;

const renderIntervalMs = 100;
/** Between two fetches of what events do not say, in ms. */
const refetchIntervalMs = 1_000;

/**
 * Applies pushed events to the cached schedules and their results. Lists are fetched again only when
 * a schedule was changed. Mounted once, in the shell.
 */
export function useLiveSchedules() {
  const live = useLiveConnection();
  const queries = useQueryClient();
  useRoom(rooms.schedules);

  useEffect(() => {
    const invalidate = (queryKey: readonly unknown[]) =>
      void queries.invalidateQueries({ queryKey });
    const refetchChanged = throttle(() => {
      const { lists, attention, calendars } = queryKeys.schedules;
      for (const key of [lists, attention, calendars]) invalidate(key);
    }, refetchIntervalMs);
    const touched = new Set<string>();
    const refetchSlots = throttle(() => {
      for (const id of touched) invalidate(queryKeys.schedules.slots(id));
      touched.clear();
    }, refetchIntervalMs);
    const batch = createBatch<ScheduleEvent | JobEvent>((events) => {
      for (const event of events) {
        if (isJobEvent(event)) {
          patchResults(queries, event);
          continue;
        }
        touched.add(event.subject);
        if (event.type === "schedule.changed") {
          invalidate(queryKeys.schedules.one(event.subject));
          refetchChanged.call();
        } else patch(queries, event);
        if (event.type === "schedule.missed")
          invalidate(queryKeys.schedules.results(event.subject));
      }
      if (touched.size > 0) refetchSlots.call();
    }, renderIntervalMs);
    const cleanUps = [
      live.on.event((event) => isOfSchedule(event) && batch.add(event)),
      live.on.reset(() => invalidate(queryKeys.schedules.all)),
      batch.stop,
      refetchChanged.stop,
      refetchSlots.stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live, queries]);
}

function isOfSchedule(event: FormworkEvent): event is ScheduleEvent | JobEvent {
  return isJobEvent(event) ? event.data.scheduleId !== null : event.type.startsWith("schedule.");
}

function patch(queries: QueryClient, event: ScheduleEvent) {
  queries.setQueryData<Schedule>(
    queryKeys.schedules.one(event.subject),
    (cached) => cached && withEvent(cached, event),
  );
  queries.setQueriesData<Pages>({ queryKey: queryKeys.schedules.lists }, (cached) =>
    cached?.pages.some(({ items }) => items.some(({ id }) => id === event.subject))
      ? {
          ...cached,
          pages: cached.pages.map((page) => ({
            ...page,
            items: page.items.map((schedule) => withEvent(schedule, event)),
          })),
        }
      : cached,
  );
}

function patchResults(queries: QueryClient, { type, data }: JobEvent) {
  queries.setQueryData<ScheduleResults>(
    queryKeys.schedules.results(data.scheduleId ?? ""),
    (cached) =>
      cached && {
        ...cached,
        results:
          type === "job.deleted"
            ? withoutJob(cached.results, data.id)
            : withJob(cached.results, data),
      },
  );
}
