import { randomUUID } from "node:crypto";
import type { Bus, LogEntry } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table, Versioned } from "../store/table.ts";
import { added, additionsOf, type LoggedChange } from "./batch.ts";
import { changeOf } from "./change-of-event.ts";
import { gapFrom, nextPortion } from "./gap.ts";
import { ceilTo, levels } from "./levels.ts";
import { type LogReader, openLogReader } from "./log-reader.ts";
import { type FollowerRow, followersTable, numbersTable } from "./number-tables.ts";
import { rebuildPortion } from "./rebuild.ts";
import { createRecentSteps } from "./recent-steps.ts";
import { createRowWriter } from "./row-writer.ts";

export type NumbersDeps = { store: Store; bus: Bus; clock: Clock; telemetry: Telemetry };

/** The name under which the counts follow the log. */
export const numbersFollower = "numbers";

/** How long the task belongs to a process that no longer renews it, in milliseconds. */
const heldMs = 15_000;
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

export type NumbersKeeper = {
  /** Counts what the log has brought since the last step. */
  step: () => Promise<void>;
  /** Gives the task back, so that another process can take it over at once. */
  release: () => Promise<void>;
};

/**
 * Keeps counts of jobs by following the log of events. One process at a time does so; a stored row
 * says which. An event counts exactly once: each row of counts names the last event that is in it
 * and is replaced only in the version that was read, and the cursor is saved after the rows. So
 * whoever starts at the saved cursor adds to each row just what it lacks, and a process that was
 * thought dead cannot add anything.
 */
export function createNumbersKeeper(deps: NumbersDeps & { onMany?: () => void }): NumbersKeeper {
  const { store, bus, clock } = deps;
  const followers = store.table(followersTable);
  const holder = randomUUID();
  let session: Session | null = null;

  async function release() {
    const ending = session;
    session = null;
    await ending?.stop();
  }
  return {
    async step() {
      // A bus that is away reports that itself, and what it brings later is not lost.
      if (session === null && !bus.health().ok) return;
      session ??= await openSession({ ...deps, followers, holder });
      if (session === null) return;
      try {
        if (!(await session.advance())) await release();
      } catch (error) {
        await session?.stop().catch(() => undefined);
        session = null;
        throw error;
      }
    },
    async release() {
      const held = session?.held();
      await release();
      if (held === undefined) return;
      const row = { ...held.row, holder: null, heldUntil: clock.now() };
      await followers.replaceIf({ row, version: held.version });
    },
  };
}

type SessionDeps = NumbersDeps & {
  onMany?: () => void;
  followers: Table<FollowerRow>;
  holder: string;
};

type Session = {
  /** Counts what has come; false when another process has taken over. */
  advance: () => Promise<boolean>;
  held: () => Versioned<FollowerRow>;
  stop: () => Promise<void>;
};

/** Takes the task over and opens the log; null while another process has it. */
async function openSession(deps: SessionDeps): Promise<Session | null> {
  const taken = await takeOver(deps);
  if (taken === null) return null;
  const reader = await openLog(deps, taken.row);
  try {
    const begun = reader.mode === "replayed" ? taken : await beginEpoch(deps, taken, reader);
    return begun === null ? null : createSession(deps, begun, reader);
  } catch (error) {
    await reader.stop();
    throw error;
  }
}

async function takeOver({
  followers,
  holder,
  clock,
  bus,
}: SessionDeps): Promise<Versioned<FollowerRow> | null> {
  const now = clock.now();
  const found = await followers.get({ name: numbersFollower });
  const row = found?.row ?? firstRow;
  // The log of a bus within the process has no other reader.
  const isHeld = row.holder !== null && row.holder !== holder && row.heldUntil > now;
  if (isHeld && bus.inProcess !== true) return null;
  return replace(followers, found?.version ?? 0, { ...row, holder, heldUntil: now + heldMs });
}

const firstRow: FollowerRow = {
  ...{ name: numbersFollower, holder: null, heldUntil: 0 },
  ...{ epoch: 0, cursor: null, warmFrom: null, at: 0, countFrom: 0, gap: null },
};

/** Writes the row, at version 0 a new one; null when another process did so first. */
async function replace(
  followers: Table<FollowerRow>,
  version: number,
  row: FollowerRow,
): Promise<Versioned<FollowerRow> | null> {
  const { outcome } =
    version === 0 ? await followers.insert({ row }) : await followers.replaceIf({ row, version });
  return outcome === "stored" ? { row, version: version + 1 } : null;
}

/** Opens the log some time before the cursor, or at it where the log does not reach back so far. */
async function openLog(
  { bus, onMany = () => undefined }: SessionDeps,
  { cursor, warmFrom }: FollowerRow,
): Promise<LogReader> {
  const reader = await openLogReader({ bus, cursor: warmFrom ?? cursor ?? undefined, onMany });
  if (reader.mode !== "reset" || warmFrom === cursor || cursor === null) return reader;
  await reader.stop();
  return openLogReader({ bus, cursor, onMany });
}

/**
 * Starts to count at the end of a log that does not have the saved cursor, or for the first time.
 * What happened before the next whole minute is a gap, to be counted from the store.
 */
async function beginEpoch(
  { store, clock, followers, telemetry }: SessionDeps,
  { row, version }: Versioned<FollowerRow>,
  { start }: LogReader,
): Promise<Versioned<FollowerRow> | null> {
  const next = ceilTo(clock.now() + 1, levels.minute.unitMs);
  const from = await gapFrom(store, row, next);
  const gap = from === null ? null : { from, to: next };
  if (gap !== null) telemetry.log.info("numbers.gap", { from: new Date(gap.from).toISOString() });
  const epoch = row.epoch + 1;
  const countFrom = gap === null ? 0 : next;
  return replace(followers, version, {
    ...row,
    ...{ epoch, cursor: start, warmFrom: start, countFrom, gap },
  });
}

function createSession(
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
    const stored = await replace(followers, held.version, {
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
