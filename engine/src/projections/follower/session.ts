import type { Bus, LogEntry } from "../../bus/bus.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import type { Table, Versioned } from "../../store/table.ts";
import { type FollowerRow, numbersTable } from "../number-tables.ts";
import { added, additionsOf, type LoggedChange } from "./batch.ts";
import { changeOf } from "./change-of-event.ts";
import { nextPortion } from "./gap.ts";
import { heldMs, replaceTask } from "./held-task.ts";
import type { LogReader } from "./log-reader.ts";
import { rebuildPortion } from "./rebuild.ts";
import { createRecentSteps } from "./recent-steps.ts";
import { createRowWriter } from "./row-writer.ts";

export type NumbersDeps = { store: Store; bus: Bus; clock: Clock; telemetry: Telemetry };

export type SessionDeps = NumbersDeps & {
  onMany?: () => void;
  followers: Table<FollowerRow>;
  holder: string;
};

/** The counting of one process, from when it takes the task over until it loses or ends it. */
export type Session = {
  /** Counts what has come; false when another process has taken over. */
  advance: () => Promise<boolean>;
  held: () => Versioned<FollowerRow>;
  stop: () => Promise<void>;
};

/** Events before the cursor that are read again after a change of process cover so much time. */
const warmMs = 60_000;
/** Writes of the store that were stamped before a time are visible so long after it. */
const settleMs = 10_000;
/** Events that are looked at before other work of the process has its turn. */
const eventsPerTurn = 500;
/** A process that is this busy with writing waits five times as long before the next write. */
const restFactor = 5;
const maxRestMs = 30_000;
/** Changes that wait in memory for the next write at most. */
const maxChanges = 20_000;

/** Begins to count what `reader` brings, behind the cursor of the row `begun`. */
export function createSession(
  deps: SessionDeps,
  begun: Versioned<FollowerRow>,
  reader: LogReader,
): Session {
  const { store, bus, clock, followers, telemetry } = deps;
  const writer = createRowWriter(store.table(numbersTable));
  const isNewStep = createRecentSteps();
  const marks: { cursor: string; at: number }[] = [];
  let held = begun;
  let changes: LoggedChange[] = [];
  let upTo = begun.row.cursor ?? "";
  let restUntil = 0;

  async function collect(): Promise<void> {
    const taken = await reader.take();
    for (const [index, entry] of taken.entries.entries()) {
      if (index % eventsPerTurn === eventsPerTurn - 1) await turn();
      look(entry);
    }
    if (taken.upTo > upTo) upTo = taken.upTo;
  }
  /** Events up to the saved cursor are counted already; they are read to recognise repetitions. */
  function look({ cursor, event }: LogEntry): void {
    const change = changeOf(event);
    if (change === null || !("seq" in event.data)) return;
    if (!isNewStep({ id: event.subject, seq: event.data.seq })) return;
    if (cursor <= (held.row.cursor ?? "") || change.at < held.row.countFrom) return;
    changes.push({ ...change, cursor });
  }

  async function writeChanges(): Promise<boolean> {
    const started = clock.monotonic();
    const batch = { epoch: held.row.epoch, after: held.row.cursor ?? "", upTo, changes };
    const rows = additionsOf(batch);
    const written = await writer.write(
      rows.map((addition) => ({
        ...addition,
        change: (row) => added(row, addition, batch),
      })),
    );
    if (!written) return false;
    changes = [];
    const at = batch.changes.reduce((latest, change) => Math.max(latest, change.at), held.row.at);
    const saved = await save({ ...held.row, cursor: upTo, warmFrom: mark(upTo), at });
    const took = clock.monotonic() - started;
    restUntil = clock.monotonic() + Math.min(maxRestMs, took * restFactor);
    return saved;
  }
  /** Notes a cursor and returns the one to read from again after a change of process. */
  function mark(cursor: string): string {
    const now = clock.monotonic();
    marks.push({ cursor, at: now });
    while ((marks[1]?.at ?? now) < now - warmMs) marks.shift();
    return marks[0]?.cursor ?? cursor;
  }

  async function save(row: FollowerRow): Promise<boolean> {
    const stored = await replaceTask(followers, held.version, {
      ...row,
      heldUntil: clock.now() + heldMs,
    });
    if (stored !== null) held = stored;
    return stored !== null;
  }

  /** Counts a part of the gap, the latest first. */
  async function fillGap(): Promise<boolean> {
    const { row } = held;
    if (row.gap === null || clock.now() < row.countFrom + settleMs) return true;
    const portion = nextPortion(row.gap);
    if (portion === null) {
      telemetry.log.info("numbers.rebuilt", { epoch: row.epoch });
      return save({ ...row, gap: null });
    }
    const place = { epoch: row.epoch, upTo: row.cursor ?? "" };
    if (!(await rebuildPortion({ store, writer, now: clock.now() }, portion, place))) return false;
    return save({ ...row, gap: { ...row.gap, to: portion.from } });
  }

  return {
    held: () => held,
    stop: reader.stop,
    async advance() {
      await collect();
      const mayWrite = clock.monotonic() >= restUntil || changes.length > maxChanges;
      if (changes.length > 0 && mayWrite && !(await writeChanges())) return false;
      if (changes.length === 0 && !(await fillGap())) return false;
      return isFresh(held.row) || save({ ...held.row, ...readOn() });
    },
  };

  /** True until the task has to be renewed, or the cursor saved behind events without a count. */
  function isFresh({ heldUntil, cursor }: FollowerRow): boolean {
    const isIdle = bus.inProcess === true && cursor === upTo;
    return isIdle || heldUntil - clock.now() > heldMs / 2;
  }
  function readOn(): Partial<FollowerRow> {
    return changes.length > 0 ? {} : { cursor: upTo, warmFrom: mark(upTo) };
  }
}

/** Lets the event loop do everything else that waits. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
