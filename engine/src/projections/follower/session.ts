import type { Bus } from "../../bus/bus.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import type { Table, Versioned } from "../../store/table.ts";
import { type FollowerRow, numbersTable } from "../number-tables.ts";
import { added, additionsOf } from "./batch.ts";
import { createCounter } from "./counter.ts";
import { nextPortion } from "./gap.ts";
import { heldMs, replaceTask } from "./held-task.ts";
import { type LogReader, later } from "./log-reader.ts";
import { rebuildPortion } from "./rebuild.ts";
import { createRowWriter } from "./row-writer.ts";

export type NumbersDeps = { store: Store; bus: Bus; clock: Clock; telemetry: Telemetry };

/** A row with the task, and who reads the log from its cursor on, or from some time before. */
export type Begun = { begun: Versioned<FollowerRow>; reader: LogReader; knowsPast: boolean };

export type SessionDeps = NumbersDeps & {
  onMany?: () => void;
  followers: Table<FollowerRow>;
  holder: string;
};

/** The counting of one process, from when it takes the task over until it loses or ends it. */
export type Session = {
  /** Stores what was counted; false when it is to begin again, or another process has taken over. */
  advance: () => Promise<boolean>;
  /** Ends, and stores what was counted so that another process can go on there at once. */
  giveBack: () => Promise<void>;
  stop: () => Promise<void>;
};

/** So much time of events before the cursor is read again where repetitions have to be recognised. */
const warmMs = 60_000;
/** Writes of the store that were stamped before a time are visible so long after it. */
const settleMs = 10_000;
/** A process that is this busy with writing waits five times as long before the next write. */
const restFactor = 5;
const maxRestMs = 30_000;
/** Sums and single changes that are held in memory at most; what comes then is not read yet. */
const maxHeld = 20_000;

/**
 * Begins to count what `reader` brings, behind the cursor of the row `begun`; `knowsPast` says that
 * it brings what was before first.
 */
export function createSession(deps: SessionDeps, { begun, reader, knowsPast }: Begun): Session {
  const { store, bus, clock, followers, telemetry, onMany = () => undefined } = deps;
  const writer = createRowWriter(store.table(numbersTable));
  const counter = createCounter(begun.row, { knowsPast });
  const marks = [{ cursor: begun.row.warmFrom, at: clock.monotonic() }];
  let held = begun;
  let restUntil = 0;

  reader.begin((entries) => {
    counter.count(entries);
    if (counter.size() > maxHeld) reader.pause();
    if (counter.size() > maxHeld / 2 || counter.lacksPast()) onMany();
  });

  async function writeCounted(): Promise<boolean> {
    if (counter.lacksPast()) return false;
    if (counter.size() === 0) return true;
    const started = clock.monotonic();
    const { epoch, cursor, at } = held.row;
    const tally = counter.take();
    const { singly } = tally;
    const batch = { epoch, after: cursor ?? "", upTo: upTo(), singly, groups: tally.groups() };
    const written = await writer.write(
      additionsOf(batch).map((addition) => ({
        ...addition,
        change: (row) => added(row, addition, batch),
      })),
    );
    const latest = Math.max(at, tally.latest());
    const saved = written && (await save({ ...held.row, ...placeAt(batch.upTo), at: latest }));
    const took = clock.monotonic() - started;
    restUntil = clock.monotonic() + Math.min(maxRestMs, took * restFactor);
    return saved;
  }
  /** Returns the cursor up to which all is counted, once what waits is written. */
  function upTo(): string {
    return later(reader.upTo(), begun.row.cursor ?? "");
  }
  /** Returns where the next process has to read from, which notices repetitions of the last time. */
  function placeAt(cursor: string): Pick<FollowerRow, "cursor" | "warmFrom"> {
    const now = clock.monotonic();
    marks.push({ cursor, at: now });
    while ((marks[1]?.at ?? now) < now - warmMs) marks.shift();
    return { cursor, warmFrom: marks[0]?.cursor ?? cursor };
  }

  async function save(row: FollowerRow): Promise<boolean> {
    const stored = await replaceTask(followers, held.version, {
      ...row,
      heldUntil: row.holder === null ? clock.now() : clock.now() + heldMs,
    });
    if (stored !== null) held = stored;
    return stored !== null;
  }

  /** Counts a part of the gap, the latest first, unless rows have events from behind the cursor. */
  async function fillGap(): Promise<boolean> {
    const { row } = held;
    if (row.gap === null || clock.now() < row.countFrom + settleMs) return true;
    const portion = nextPortion(row.gap);
    if (portion === null) {
      telemetry.log.info("numbers.rebuilt", { epoch: row.epoch });
      return save({ ...row, gap: null });
    }
    const place = { epoch: row.epoch, upTo: row.cursor ?? "" };
    const rebuilt = await rebuildPortion({ store, writer, now: clock.now() }, portion, place);
    if (rebuilt !== "done") return rebuilt === "early";
    return save({ ...row, gap: { ...row.gap, to: portion.from } });
  }

  return {
    stop: reader.stop,
    async advance() {
      await reader.readOn();
      const rests = clock.monotonic() < restUntil && counter.size() <= maxHeld;
      if (!rests && !((await writeCounted()) && (await fillGap()))) return false;
      if (counter.lacksPast()) return false;
      return isFresh(held.row) || save({ ...held.row, ...readSoFar() });
    },
    async giveBack() {
      await reader.stop();
      const place = (await writeCounted()) ? readSoFar() : {};
      await save({ ...held.row, ...place, holder: null });
    },
  };

  /** True until the task has to be renewed, or the cursor saved behind events without a count. */
  function isFresh({ heldUntil, cursor }: FollowerRow): boolean {
    const isIdle = bus.inProcess === true && cursor === upTo();
    return isIdle || heldUntil - clock.now() > heldMs / 2;
  }
  function readSoFar(): Partial<FollowerRow> {
    return counter.size() > 0 || counter.lacksPast() ? {} : placeAt(upTo());
  }
}
