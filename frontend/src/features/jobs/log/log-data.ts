import type { LogLine } from "@formwork/contracts/job";

/** The part of a log that is loaded: its newest lines, without a hole between them. */
export type LogData = {
  lines: readonly LogLine[];
  /** The lines below this offset are not loaded; null where all are. */
  older: number | null;
  /** When lines of earlier were removed, because they had become too old; absent while all are there. */
  removedAt?: string | null;
};

/** Adds lines that are older than those that are loaded. */
export function addOlder(data: LogData, added: LogData): LogData {
  const first = data.lines[0]?.offset ?? Number.POSITIVE_INFINITY;
  const lines = added.lines.filter(({ offset }) => offset < first);
  return { lines: [...lines, ...data.lines], older: added.older };
}

/** Adds lines that are newer, which may overlap those that are loaded. */
export function addNewer(data: LogData, added: readonly LogLine[]): LogData {
  const last = lastOffset(data);
  const [first] = added;
  const lines =
    first !== undefined && first.offset > last
      ? added
      : added.filter(({ offset }) => offset > last);
  return lines.length === 0 ? data : { ...data, lines: [...data.lines, ...lines] };
}

/**
 * Returns those of some pushed lines, sorted, that follow the loaded ones without a hole. Lines
 * after a hole have to be fetched together with those that are missing.
 */
export function followingLines(data: LogData, pushed: readonly LogLine[]): LogLine[] {
  let next = lastOffset(data) + 1;
  const following: LogLine[] = [];
  for (const line of [...pushed].sort((a, b) => a.offset - b.offset)) {
    if (line.offset > next) break;
    if (line.offset < next) continue;
    following.push(line);
    next++;
  }
  return following;
}

/** Returns the offset of the newest loaded line; 0 where there is none. */
export function lastOffset({ lines }: LogData): number {
  return lines.at(-1)?.offset ?? 0;
}
