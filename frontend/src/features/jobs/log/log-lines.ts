import type { LogLine } from "@formwork/contracts/job";
import { plainText } from "@formwork/contracts/text/plain-text";

/** Which lines of a log to show; `attempt` null for those of all attempts. */
export type LogFilter = { attempt: number | null; search: string };

/** Returns the lines of an attempt that contain the searched text, in any case of letters. */
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

/** Formats a log as a text file: time, stream and text, without terminal escape sequences. */
export function logAsText(lines: readonly LogLine[]): string {
  return lines
    .map((line) => `${line.at} ${line.stream.padEnd(6)} ${plainText(line.text)}\n`)
    .join("");
}

/** Splits a text at every match of the search; the parts are the text again when joined. */
export function splitAtMatches(
  text: string,
  search: string,
): { at: number; text: string; isMatch: boolean }[] {
  if (search === "") return [{ at: 0, text, isMatch: false }];
  const parts: { at: number; text: string; isMatch: boolean }[] = [];
  const haystack = text.toLowerCase();
  const needle = search.toLowerCase();
  let from = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, from)) {
    if (at > from) parts.push({ at: from, text: text.slice(from, at), isMatch: false });
    parts.push({ at, text: text.slice(at, at + needle.length), isMatch: true });
    from = at + needle.length;
  }
  return from < text.length || parts.length === 0
    ? [...parts, { at: from, text: text.slice(from), isMatch: false }]
    : parts;
}
