import type { LogLine } from "@formwork/contracts/job";
import { plainText } from "@formwork/contracts/text/plain-text";
import { cleanLine, safeJson } from "../terminal/clean.ts";
import { paintFor } from "../terminal/paint.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";

export type LogOptions = { json?: boolean; raw?: boolean; timestamps?: boolean };

/**
 * Prints lines of a job's log. What a terminal obeys is taken out, since a job writes what it likes;
 * `raw` leaves the lines as they were written.
 */
export async function printLogLines(
  terminal: Terminal,
  lines: readonly LogLine[],
  options: LogOptions,
): Promise<void> {
  const { json, raw, timestamps } = options;
  if (json === true)
    return print(
      terminal,
      lines.map((line) => safeJson(line)),
    );
  const paint = paintFor(terminal.stdout, terminal);
  const texts = lines.map(({ text, at, stream }) => {
    const shown = raw === true ? text : plainText(text).replaceAll("\n", " ");
    const own = stream === "system" ? paint("dim", `[formwork] ${shown}`) : shown;
    return timestamps === true ? `${paint("dim", cleanLine(at))} ${own}` : own;
  });
  await print(terminal, texts);
}
