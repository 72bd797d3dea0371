import type { FormworkEvent } from "@formwork/contracts/events/events";
import { LRUCache } from "lru-cache";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { coalesce } from "../runtime/flow/coalesce.ts";
import type { PageQuery, Table, Versioned, Where } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import { type Announced, unsentOf, withoutEvents } from "./unsent-events.ts";

/** Publishes the events that stored rows carry. Rejects where that failed: they stay with the rows. */
export type Announce<Row> = (stored: readonly Versioned<Row>[]) => Promise<void>;

export type Announcer<Row> = {
  announce: Announce<Row>;
  /**
   * Publishes the events that a process left in the table because it died or could not reach the bus.
   * Before that, `onLeft` is told when the oldest of them was made, in milliseconds since 1970.
   */
  announceLeft: (onLeft?: (oldestAt: number) => void) => Promise<void>;
};

type Deps<Row extends Announced> = {
  bus: Pick<Bus, "publish">;
  clock: Pick<Clock, "now">;
  table: Table<Row>;
  /** Returns the key of a row, as `get` takes it. */
  where: (row: Row) => Where<Row>;
  /** Returns the key of a row that goes with its last event; null for one that stays. */
  gone?: (row: Row) => string | null;
};

/** Rows whose events are published at once. */
const maxBatch = 250;
/** Rows that wait to be published at once, as many as schedules are due in a large installation. */
const maxWaiting = 10_000;
/** Events of which this process knows that it published them, so that it does not do so again. */
const maxKnown = 10_000;
/** How long an event is left to the process that stored it, in milliseconds. */
const ownMs = 2000;

/**
 * Makes the functions that publish what the rows of a table carry, one call after the other, and then
 * take it out of them. A crash in between publishes it again: readers know a repetition by its id.
 */
export function createAnnouncer<Row extends Announced>(deps: Deps<Row>): Announcer<Row> {
  const { bus, clock, table, where, gone = () => null } = deps;
  const published = new LRUCache<string, true>({ max: maxKnown });

  async function publish(all: readonly Versioned<Row>[]): Promise<void> {
    const events = all.flatMap(({ row }) => unsentOf(row)).filter(({ id }) => !published.has(id));
    // Of a row that was stored twice meanwhile, both copies hold what the first one did.
    const once = new Map(events.map((event) => [event.id, event]));
    if (once.size === 0) return;
    await bus.publish([...once.values()]);
    for (const id of once.keys()) published.set(id, true);
  }

  async function clear({ row, version }: Versioned<Row>): Promise<void> {
    const sent = new Set(unsentOf(row).map(({ id }) => id));
    const isSent = (event: FormworkEvent) => sent.has(event.id);
    const goneKey = gone(row);
    if (goneKey !== null) await table.remove({ key: goneKey });
    else if (await isChanged(table.replaceIf({ row: withoutEvents(row, sent), version })))
      await changeRow(table, where(row), (found) =>
        unsentOf(found).some(isSent) ? withoutEvents(found, sent) : null,
      );
  }

  const announceOne = coalesce<Versioned<Row>, void>({
    maxBatch,
    async work(all) {
      await publish(all);
      return Promise.all(all.map(clear));
    },
  });
  let waiting = 0;

  async function announce(stored: readonly Versioned<Row>[]): Promise<void> {
    // While the bus does not answer, the loop publishes the rest: nothing piles up here.
    if (waiting >= maxWaiting) return;
    const carrying = stored.filter(({ row }) => unsentOf(row).length > 0);
    const last = new Map(carrying.map((one) => [JSON.stringify(where(one.row)), one]));
    waiting += last.size;
    await Promise.all([...last.values()].map(announceOne)).finally(() => {
      waiting -= last.size;
    });
  }

  return {
    announce,
    async announceLeft(onLeft = () => undefined) {
      const until = clock.now() - ownMs;
      for (let cursor: string | undefined; ; ) {
        const page = await table.page({ order: orderOf<Row>(), limit: maxBatch, cursor });
        const left = page.items.filter(({ row }) => (row.unsentAt ?? until) < until);
        const oldestAt = left[0]?.row.unsentAt ?? null;
        if (cursor === undefined && oldestAt !== null) onLeft(oldestAt);
        await announce(left);
        if (left.length < page.items.length || page.next === null) return;
        cursor = page.next;
      }
    },
  };
}

/** Publishes events; what fails now is published by the loop. Never rejects. */
export async function announceSoon<Row>(
  announce: Announce<Row>,
  stored: readonly Versioned<Row>[],
): Promise<void> {
  await announce(stored).catch(() => undefined);
}

async function isChanged(replacement: ReturnType<Table<object>["replaceIf"]>): Promise<boolean> {
  return (await replacement).outcome !== "stored";
}

/** Each row has the field, which the compiler cannot see for rows of a type that is not known. */
function orderOf<Row extends object>(): NonNullable<PageQuery<Row>["order"]> {
  return "unsentAt" as NonNullable<PageQuery<Row>["order"]>;
}
