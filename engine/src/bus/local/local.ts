import type { FormworkEvent } from "@formwork/contracts/events/events";
import { fail, outage } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { coalesce } from "../../runtime/flow/coalesce.ts";
import { every } from "../../runtime/loop.ts";
import { silentTelemetry, type Telemetry } from "../../runtime/telemetry.ts";
import type { Bus } from "../bus.ts";
import { createLocalSignals } from "../local-signals.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import { type EventLog, openEventLog, type Row, rowsOf } from "./event-log.ts";
import { createFollowers, type Followers } from "./followers.ts";

type Deps = {
  path: string;
  clock: Clock;
  telemetry?: Telemetry;
  keep?: { ms: number; bytes: number };
};
type Publication = { events: FormworkEvent[]; rows: Row[] };
type Opened = { log: EventLog; followers: Followers };

/** What the log keeps: a day of events, or the newest 4 GiB of them where a day is more. */
const retention = { ms: 24 * 60 * 60 * 1000, bytes: 4 * 1024 ** 3 };
const maxPublicationsPerCommit = 1000;
/** The public text for a fault of the disk; its cause goes to the log alone. */
const unwritable = "The event log cannot be written";

/**
 * Makes the bus of one process. Its log is a SQLite file of its own at `path`, so that events can
 * be replayed after a restart; signals stay in memory.
 */
export function createLocalBus({
  path,
  clock,
  telemetry = silentTelemetry(),
  keep = retention,
}: Deps): Bus {
  const signals = createLocalSignals({
    onFault: (topic, error) => telemetry.log.warn("signal.failed", { topic, error: String(error) }),
  });
  const append = coalesce<Publication, undefined>({
    maxBatch: maxPublicationsPerCommit,
    work: commit,
  });
  const pruning = every({ name: "bus.prune", ms: 60_000, step: prune, telemetry, clock });
  let opened: Opened | undefined;
  let closing = false;
  let lastPublish: Promise<unknown> = Promise.resolve();
  let fault: Error | undefined;

  /** Writes the publications of one turn in one commit; delivers them once they are on disk. */
  async function commit(publications: Publication[]): Promise<undefined[]> {
    const { log, followers } = opened ?? refuse();
    const after = log.end();
    const rows = publications.flatMap((publication) => publication.rows);
    const before = fault;
    fault = await faultOf(() => log.append({ rows, at: clock.now() }));
    // Logged once, however long the disk stays full.
    if (fault !== undefined && before === undefined)
      telemetry.log.warn("bus.unwritable", { error: String(fault.cause ?? fault) });
    if (fault !== undefined) throw outage(unwritable, fault);
    followers.deliver({ after, events: publications.flatMap(({ events }) => events) });
    return publications.map(() => undefined);
  }
  /** Drops old events in small steps, so that publications in between need not wait. */
  async function prune() {
    while (opened !== undefined && opened.log.prune({ before: keptSince(opened.log) }) > 0)
      await turn();
  }
  /** Returns the time, in milliseconds since 1970, before which rows are dropped. */
  function keptSince(log: EventLog): number {
    return log.size() > keep.bytes ? Number.MAX_SAFE_INTEGER : clock.now() - keep.ms;
  }
  return {
    ...signals,
    inProcess: true,
    async open() {
      if (opened !== undefined) return;
      const log = openEventLog({ path });
      opened = { log, followers: createFollowers({ log }) };
      closing = false;
      pruning.start();
    },
    async close() {
      if (opened === undefined || closing) return;
      closing = true;
      await Promise.allSettled([lastPublish, pruning.stop()]);
      opened.followers.clear();
      opened.log.close();
      opened = undefined;
    },
    async publish(events) {
      const published = append({ events, rows: rowsOf(events) });
      lastPublish = published;
      await published;
    },
    async follow({ cursor, onEvents, onError = () => undefined }) {
      const { log, followers } = opened ?? refuse();
      const known = cursor === undefined ? undefined : knownOffset(log, cursor);
      const at = known ?? log.end();
      const stop = followers.add({ at, onEvents, onError });
      return {
        mode: modeOf({ cursor, known }),
        cursor: formatCursor({ log: log.id, offset: at }),
        stop: async () => stop(),
      };
    },
    health: () => healthOf({ isOpen: opened !== undefined, fault }),
  };
}

function healthOf({
  isOpen,
  fault,
}: {
  isOpen: boolean;
  fault: Error | undefined;
}): ReturnType<Bus["health"]> {
  if (fault !== undefined) return { ok: false, detail: unwritable };
  return { ok: isOpen, detail: isOpen ? "open" : "closed" };
}

function refuse(): never {
  return fail("unavailable", "The bus is not open");
}

async function faultOf(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Returns the offset of a cursor from which this log can replay; undefined for any other. */
function knownOffset(log: EventLog, cursor: string): number | undefined {
  const position = parseCursor(cursor);
  return position?.log === log.id && position.offset >= log.floor() && position.offset <= log.end()
    ? position.offset
    : undefined;
}

function modeOf({
  cursor,
  known,
}: {
  cursor: string | undefined;
  known: number | undefined;
}): "live" | "replayed" | "reset" {
  if (cursor === undefined) return "live";
  return known === undefined ? "reset" : "replayed";
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
