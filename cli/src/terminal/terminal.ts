import type { Readable, Writable } from "node:stream";

type Input = Readable & { isTTY?: boolean; setRawMode?(mode: boolean): unknown };
type Output = Writable & { isTTY?: boolean; columns?: number };

/** What a command is run in: `process`, or streams in the memory of a test. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  on: (signal: EndSignal, listener: () => void) => unknown;
  off: (signal: EndSignal, listener: () => void) => unknown;
};
export type EndSignal = "SIGINT" | "SIGTERM";

/** Returns true where a person sits: questions are read from stdin and asked on stderr. */
export function isAttended({ stdin, stderr }: Terminal): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** Columns of a line; a file or a pipe takes lines of any length. */
export function widthOf(stream: Output): number {
  return stream.isTTY === true ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY;
}
