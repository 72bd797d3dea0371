/**
 * The same counts are kept at three levels: fine ones for a short time, coarse ones for long. A row
 * holds the cells of one span, a cell is one unit long. Times are milliseconds since 1970 in UTC.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const levels = {
  minute: { unitMs: minute, spanMs: hour, keptMs: 7 * day },
  hour: { unitMs: hour, spanMs: day, keptMs: 92 * day },
  day: { unitMs: day, spanMs: 30 * day, keptMs: 5 * 366 * day },
} as const;
export type Level = keyof typeof levels;
export const levelNames = Object.keys(levels) as Level[]; // The keys of the table above.

/** Returns the start of the span in which a time lies. */
export function spanOf(level: Level, at: number): number {
  return floorTo(at, levels[level].spanMs);
}

/** Returns the name of a time's cell within the row of its span. */
export function cellOf(level: Level, at: number): string {
  return String(Math.floor((at - spanOf(level, at)) / levels[level].unitMs));
}

/** Returns the start of a cell. */
export function cellStart(level: Level, span: number, cell: string): number {
  return span + Number(cell) * levels[level].unitMs;
}

/** Lists the starts of the spans between two times. */
export function spansBetween(level: Level, from: number, to: number): number[] {
  const { spanMs } = levels[level];
  const first = spanOf(level, from);
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / spanMs)) },
    (_, index) => first + index * spanMs,
  );
}

/** Returns the last multiple of `stepMs` up to a time. */
export function floorTo(at: number, stepMs: number): number {
  return Math.floor(at / stepMs) * stepMs;
}

/** Returns the first multiple of `stepMs` from a time on. */
export function ceilTo(at: number, stepMs: number): number {
  return Math.ceil(at / stepMs) * stepMs;
}
