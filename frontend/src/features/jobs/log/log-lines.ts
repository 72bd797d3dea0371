import type { LogLine } from "@formwork/contracts/job";
import { foldedText } from "@formwork/contracts/text/folded-text";
import { plainText } from "@formwork/contracts/text/plain-text";
import { foldedMatches } from "../../../lib/text/folded-matches.ts";

/** Which lines of a log to show; `attempt` null for those of all attempts. */
export type LogFilter = { attempt: number | null; search: string };

/** Returns the lines of an attempt that contain the searched text, in any case of letters. */
export function filterLines(
  lines: readonly LogLine[],
  { attempt, search }: LogFilter,
): readonly LogLine[] {
  if (attempt === null && search === "") return lines;
  const needle = foldedText(search);
  return lines.filter(
    (line) =>
      (attempt === null || line.attempt === attempt) &&
      (needle === "" || foldedText(plainText(line.text)).includes(needle)),
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
  const parts: { at: number; text: string; isMatch: boolean }[] = [];
  let from = 0;
  for (const match of foldedMatches(text, search)) {
    if (match.from > from)
      parts.push({ at: from, text: text.slice(from, match.from), isMatch: false });
    parts.push({ at: match.from, text: text.slice(match.from, match.to), isMatch: true });
    from = match.to;
  }
  return from < text.length || parts.length === 0
    ? [...parts, { at: from, text: text.slice(from), isMatch: false }]
    : parts;
}
