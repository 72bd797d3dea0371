import { once } from "node:events";
import { plainText } from "@formwork/contracts/text/plain-text";
import type { Terminal } from "./terminal.ts";

/** Writes lines to stdout; waits while a slow reader has enough of them. */
export async function print(terminal: Terminal, lines: readonly string[]): Promise<void> {
  if (lines.length > 0) await write(terminal, `${lines.join("\n")}\n`);
}

/** Writes a text to stdout; waits while a slow reader has enough. */
export async function write({ stdout }: Terminal, text: string | Uint8Array): Promise<void> {
  if (stdout.destroyed || stdout.write(text)) return;
  // A reader that goes away drains nothing any more.
  await Promise.race([once(stdout, "drain"), once(stdout, "close")]);
}

/** Says something to a person on stderr, without what a terminal would obey. */
export function say({ stderr }: Terminal, text: string): void {
  stderr.write(`${plainText(text)}\n`);
}
