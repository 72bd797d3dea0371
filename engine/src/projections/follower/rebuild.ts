import type { TimeCount } from "../../store/steps/time-counts.ts";
import type { Store } from "../../store/store.ts";
import { addTick, type Cell, type Counted, emptyCell, sumOf } from "../cells.ts";
import { cellOf, levels, spanOf } from "../levels.ts";
import { keyOf, type NumbersRow, type Series } from "../number-tables.ts";
import { seriesOf } from "./batch.ts";
import type { RowChange, RowWriter } from "./row-writer.ts";

/** A part of a gap, within one hour. */
export type Portion = { from: number; to: number };

/**
 * How a rebuild ended. early: a row has events from behind the place already, as after the crash of a
 * process that had not saved its cursor yet; they have to be counted first. overtaken: another
 * process has written meanwhile.
 */
export type Rebuilding = "done" | "early" | "overtaken";

/** Where rows of a rebuilt portion stand in the log. */
type Place = { epoch: number; upTo: string };

/** The cells of a series, by the start of their minutes. */
type Rebuilt = { series: Series; minutes: Map<number, Cell> };

type RebuildDeps = {
  store: Pick<Store, "countByTime">;
  writer: RowWriter;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * Counts the jobs of a portion from the store, in place of events that the log lacks, and sets the
 * minutes, the hour and the day. May be repeated. What only events tell is missing: starts and
 * retries; and a job that was retried by hand counts once, where it ended last.
 */
export async function rebuildPortion(
  { store, writer, now }: RebuildDeps,
  portion: Portion,
  place: Place,
): Promise<Rebuilding> {
  const asked = { ...portion, stepMs: levels.minute.unitMs, filter: {} };
  const created = await store.countByTime({ ...asked, by: "createdAt" });
  const ended = await store.countByTime({ ...asked, by: "finishedAt" });
  const rebuilt = rebuiltSeries(created.counts, ended.counts);
  const span = spanOf("minute", portion.from);
  const hasMinutes = span + levels.minute.spanMs + levels.minute.keptMs > now;
  const minutes = rebuilt.map((one) => minutesChange(one, span));
  const ofMinutes = hasMinutes ? await writeAt(place, writer, minutes) : "done";
  if (ofMinutes !== "done") return ofMinutes;
  const hours = await Promise.all(
    rebuilt.map(async ({ series, minutes }) => {
      const ofHour = hasMinutes
        ? Object.values((await writer.read({ level: "minute", span, series })).cells)
        : minutes.values();
      return sumChange("hour", series, span, sumOf(ofHour));
    }),
  );
  const ofHours = await writeAt(place, writer, hours);
  if (ofHours !== "done") return ofHours;
  const days = await Promise.all(
    rebuilt.map(async ({ series }) => {
      const { cells } = await writer.read({ level: "hour", span: spanOf("hour", span), series });
      return sumChange("day", series, span, sumOf(Object.values(cells)));
    }),
  );
  return writeAt(place, writer, days);
}

/** Changes rows that have no event from behind a place, at which they stand then. */
async function writeAt(place: Place, writer: RowWriter, changes: RowChange[]): Promise<Rebuilding> {
  let isEarly = false;
  const placed = changes.map(({ change, ...row }) => ({
    ...row,
    change(before: NumbersRow) {
      isEarly ||= isAhead(before, place);
      const after = isEarly ? null : change(before);
      return after && { ...after, ...place };
    },
  }));
  if (await writer.write(placed)) return "done";
  return isEarly ? "early" : "overtaken";
}

/** Whether a row has events from behind a place, which would be counted in it again. */
function isAhead(row: NumbersRow, { epoch, upTo }: Place): boolean {
  return row.epoch > epoch || (row.epoch === epoch && row.upTo > upTo);
}

function rebuiltSeries(created: TimeCount[], ended: TimeCount[]): Rebuilt[] {
  const all = new Map<string, Rebuilt>();
  const add = (count: TimeCount, what: Counted) => {
    for (const series of seriesOf(count)) {
      const key = keyOf("minute", 0, series);
      const known = all.get(key) ?? { series, minutes: new Map<number, Cell>() };
      const cell = known.minutes.get(count.at) ?? emptyCell();
      addTick(cell, { ...count, what });
      known.minutes.set(count.at, cell);
      all.set(key, known);
    }
  };
  for (const count of created) add({ ...count, wait: null, run: null }, "created");
  for (const count of ended) {
    const { state } = count;
    if (state === "succeeded" || state === "failed" || state === "cancelled") add(count, state);
  }
  return [...all.values()];
}

function minutesChange({ series, minutes }: Rebuilt, span: number): RowChange {
  const change = (row: NumbersRow) => {
    const cells = { ...row.cells };
    for (const [at, cell] of minutes) cells[cellOf("minute", at)] = cell;
    return { ...row, cells };
  };
  return { level: "minute", span, series, change };
}

/** Sets the cell of an hour or day. */
function sumChange(level: "hour" | "day", series: Series, at: number, sum: Cell): RowChange {
  const change = (row: NumbersRow) => ({
    ...row,
    cells: { ...row.cells, [cellOf(level, at)]: sum },
  });
  return { level, span: spanOf(level, at), series, change };
}
