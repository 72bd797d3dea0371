import { table } from "../store/table.ts";
import type { Cell } from "./cells.ts";
import { type Level, levels } from "./levels.ts";

/**
 * Whose counts a row has: all jobs, those of a queue, or those of a template in a queue. With these
 * three every filter by templates and queues is a sum of few rows.
 */
export type Series =
  | { of: "all" }
  | { of: "queue"; queue: string }
  | { of: "template"; template: string; queue: string };

/**
 * The counts of a series within a span. `epoch` and `upTo` name the last event that is counted in
 * it, so that an event is never counted twice, however often the log is read again.
 */
export type NumbersRow = {
  key: string;
  /** Level and span: what rows of one time share. */
  period: string;
  level: Level;
  span: number;
  /** Set for the series of a template. */
  template: string | null;
  /** Set for the series of a queue. */
  queue: string | null;
  epoch: number;
  upTo: string;
  cells: Record<string, Cell>;
  expiresAt: number;
};

export const numbersTable = table<NumbersRow>({
  name: "numbers",
  key: "key",
  indexes: [
    ["period", "template"],
    ["period", "queue"],
  ],
  expires: "expiresAt",
});

/** How far a follower of the log has come, and which process runs it. */
export type FollowerRow = {
  name: string;
  /** The process that follows; null when it gave the task back. */
  holder: string | null;
  /** When the task may be taken over, in milliseconds since 1970. */
  heldUntil: number;
  /** Counts the logs: cursors of different ones cannot be compared. */
  epoch: number;
  /** The last event that is counted; null before the first start. */
  cursor: string | null;
  /** A cursor some time before: events from there on are remembered, to recognise repetitions. */
  warmFrom: string | null;
  /** Time of the last event counted. */
  at: number;
  /** Events before this time are not counted: the store has them (`follower/rebuild.ts`). */
  countFrom: number;
  /** What the log lacks and is counted from the store, from its end to its beginning. */
  gap: { from: number; to: number } | null;
};

/** The name under which the counts follow the log. */
export const numbersFollower = "numbers";

export const followersTable = table<FollowerRow>({ name: "log_followers", key: "name" });

/** Returns the name of a period. */
export function periodOf(level: Level, span: number): string {
  return `${level}:${span}`;
}

/** Returns the key of a row. */
export function keyOf(level: Level, span: number, series: Series): string {
  const period = periodOf(level, span);
  switch (series.of) {
    case "all":
      return `${period}:all`;
    case "queue":
      return `${period}:queue:${series.queue}`;
    case "template":
      return `${period}:template:${series.template}:${series.queue}`;
  }
}

/** Makes a row in which nothing is counted yet. */
export function emptyRow(level: Level, span: number, series: Series): NumbersRow {
  const { spanMs, keptMs } = levels[level];
  return {
    key: keyOf(level, span, series),
    period: periodOf(level, span),
    level,
    span,
    template: series.of === "template" ? series.template : null,
    queue: series.of === "queue" ? series.queue : null,
    epoch: 0,
    upTo: "",
    cells: {},
    expiresAt: span + spanMs + keptMs,
  };
}
