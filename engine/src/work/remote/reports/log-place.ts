import type { LogLine } from "@formwork/contracts/job";
import { maxStartBytes, sizeOfLine, startNotice } from "../../attempt-limits.ts";

/** How far the log of an attempt is written. */
export type LogPlace = {
  /** Offset of the last line in the job's log. */
  last: number;
  /** Lines of this attempt. */
  count: number;
  /** What they count for. */
  bytes: number;
  /** True once the attempt has written all that is stored as it comes. */
  full: boolean;
};

export type NewLine = { stream: LogLine["stream"]; text: string };

/** Returns the place after stored lines. */
export function placeAfter(place: LogPlace, lines: readonly LogLine[]): LogPlace {
  return lines.reduce(
    ({ count, bytes, full }, { offset, stream, text }) => ({
      last: offset,
      count: count + 1,
      bytes: bytes + sizeOfLine(text),
      // Only the notice that it is full is a line of the system.
      full: full || stream === "system",
    }),
    place,
  );
}

/** Returns which of some lines, clean ones, may still be stored, with the notice where they are too many. */
export function fittingLines({ bytes }: LogPlace, lines: readonly NewLine[]): NewLine[] {
  let sum = bytes;
  const fitting: NewLine[] = [];
  for (const line of lines) {
    sum += sizeOfLine(line.text);
    if (sum > maxStartBytes) return [...fitting, { stream: "system", text: startNotice }];
    fitting.push(line);
  }
  return fitting;
}
