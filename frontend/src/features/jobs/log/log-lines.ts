import type { LogLine } from "@formwork/contracts/job";
import { plainText } from "../../../lib/ansi.ts";

/**
 * The lines of both, each once, in order of offset. The usual case, news at the end, costs nothing
 * but the copy.
 */
export function mergeLines(lines: readonly LogLine[], news: readonly LogLine[]): LogLine[] {
  const last = lines.at(-1)?.offset ?? 0;
  const [first] = news;
  if (first !== undefined && first.offset > last && isSorted(news)) return [...lines, ...news];
  const byOffset = new Map([...lines, ...news].map((line) => [line.offset, line]));
  return [...byOffset.values()].sort((a, b) => a.offset - b.offset);
}

function isSorted(lines: readonly LogLine[]): boolean {
  return lines.every((line, index) => index === 0 || (lines[index - 1]?.offset ?? 0) < line.offset);
}

/**
 * The last offset before the first hole: from there the log has to be read again. 0 when it has to
 * be read whole.
 */
export function contiguousUntil(lines: readonly LogLine[]): number {
  const hole = lines.findIndex((line, index) => line.offset !== index + 1);
  return hole === -1 ? lines.length : hole;
}

/** True when these news leave a hole behind what is known. */
export function leavesGap(lines: readonly LogLine[], news: readonly LogLine[]): boolean {
  const [first] = news;
  return first !== undefined && first.offset > (lines.at(-1)?.offset ?? 0) + 1;
}

/** What the reader wants to see of a log. */
export type LogFilter = { attempt: number | null; search: string };

/** The lines of one attempt, or of all, that hold the searched text; case does not count. */
export function filterLines(
  lines: readonly LogLine[],
  { attempt, search }: LogFilter,
): readonly LogLine[] {
  if (attempt === null && search === "") return lines;
  const needle = search.toLowerCase();
  return lines.filter(
    (line) =>
      (attempt === null || line.attempt === attempt) &&
      (needle === "" || plainText(line.text).toLowerCase().includes(needle)),
  );
}

/** The log as a text file: time, stream and text, without terminal codes. */
export function logAsText(lines: readonly LogLine[]): string {
  return lines
    .map((line) => `${line.at} ${line.stream.padEnd(6)} ${plainText(line.text)}\n`)
    .join("");
}

/** A text cut at every hit of the search, hits marked. */
export function splitAtMatches(
  text: string,
  search: string,
): { at: number; text: string; hit: boolean }[] {
  if (search === "") return [{ at: 0, text, hit: false }];
  const parts: { at: number; text: string; hit: boolean }[] = [];
  const hay = text.toLowerCase();
  const needle = search.toLowerCase();
  let from = 0;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, from)) {
    if (at > from) parts.push({ at: from, text: text.slice(from, at), hit: false });
    parts.push({ at, text: text.slice(at, at + needle.length), hit: true });
    from = at + needle.length;
  }
  return from < text.length || parts.length === 0
    ? [...parts, { at: from, text: text.slice(from), hit: false }]
    : parts;
}
