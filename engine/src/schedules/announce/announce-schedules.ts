import type { ScheduleEvent } from "@formwork/contracts/events/events";
import { LRUCache } from "lru-cache";
import type { Bus } from "../../bus/bus.ts";
import type { Clock } from "../../runtime/clock.ts";
import { coalesce } from "../../runtime/flow/coalesce.ts";
import type { Table, Versioned } from "../../store/table.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import { withoutNews } from "./schedule-news.ts";

/** A schedule as it was stored last. */
export type StoredSchedule = Versioned<ScheduleRow>;
/** Receives a schedule that was stored with an event. */
export type Report = (stored: StoredSchedule) => void;
/** Publishes the events that schedules carry. Rejects where that failed: they stay with them. */
export type AnnounceSchedules = (stored: readonly StoredSchedule[]) => Promise<void>;

type Deps = { bus: Pick<Bus, "publish">; schedules: Table<ScheduleRow> };

/** Schedules whose events are published at once. */
const maxBatch = 250;
/** Schedules that wait to be published at once, as many as are due at once in a large installation. */
const maxWaiting = 10_000;
/** Schedules of which this process knows what it published, so that it does not do so again. */
const maxKnown = 10_000;
/** How long an event is left to the process that stored it, in milliseconds. */
const ownMs = 2000;

/**
 * Makes the function that publishes what stored schedules carry, one call after the other, and then
 * takes it out of their rows. A crash in between publishes it again: readers know a repetition by
 * its `seq`.
 */
export function createAnnounceSchedules({ bus, schedules }: Deps): AnnounceSchedules {
  /** Number of the last event of each schedule that this process published. */
  const published = new LRUCache<string, number>({ max: maxKnown });

  async function publish(all: readonly StoredSchedule[]): Promise<void> {
    const isNew = ({ data }: ScheduleEvent) => data.seq > (published.get(data.id) ?? 0);
    const events = all.flatMap(({ row }) => row.unsent.filter(isNew));
    if (events.length === 0) return;
    await bus.publish(events);
    for (const { data } of events) published.set(data.id, data.seq);
  }

  async function clear({ row, version }: StoredSchedule): Promise<void> {
    if (row.isDeleted) await schedules.remove({ key: row.id });
    // Where the row was changed meanwhile, whoever did publishes its events with their own.
    else await schedules.replaceIf({ row: withoutNews(row, row.seq), version });
  }

  const announceOne = coalesce<StoredSchedule, void>({
    maxBatch,
    async work(all) {
      await publish(all);
      return Promise.all(all.map(clear));
    },
  });
  let waiting = 0;
  return async (stored) => {
    // While the bus does not answer, the loop publishes the rest: nothing piles up here.
    if (waiting >= maxWaiting) return;
    const last = new Map(stored.map((each) => [each.row.id, each]));
    waiting += last.size;
    await Promise.all([...last.values()].map(announceOne)).finally(() => {
      waiting -= last.size;
    });
  };
}

/** Publishes what processes left behind that died, or could not reach the bus. */
export async function announceLeft({
  schedules,
  announce,
  clock,
}: {
  schedules: Table<ScheduleRow>;
  announce: AnnounceSchedules;
  clock: Clock;
}): Promise<void> {
  const until = clock.now() - ownMs;
  for (let cursor: string | undefined; ; ) {
    const page = await schedules.page({ order: "unsentAt", limit: maxBatch, cursor });
    const left = page.items.filter(({ row }) => (row.unsentAt ?? until) < until);
    await announce(left);
    if (left.length < page.items.length || page.next === null) return;
    cursor = page.next;
  }
}
