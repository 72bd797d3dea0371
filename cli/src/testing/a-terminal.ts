import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { runProgram } from "../program.ts";
import type { Terminal } from "../terminal/terminal.ts";

export type TerminalOptions = {
  env?: Record<string, string>;
  /** What is typed or piped; the input ends after it unless `isTTY`. */
  input?: string;
  isTTY?: boolean;
  columns?: number;
};
/** A command that runs: what it has printed so far, and its exit code once it has ended. */
export type RunningCommand = {
  out: () => string;
  err: () => string;
  type: (text: string) => void;
  signal: (name: "SIGINT" | "SIGTERM") => void;
  code: Promise<number>;
};

/** Runs a command line in streams in memory. */
export function startCommand(args: string[], options: TerminalOptions = {}): RunningCommand {
  const { env = {}, input = "", isTTY = false, columns = 80 } = options;
  const signals = new EventEmitter();
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = Object.assign(new PassThrough(), { isTTY, columns });
  const stderr = Object.assign(new PassThrough(), { isTTY, columns });
  stdin.write(input);
  if (!isTTY) stdin.end();
  const terminal: Terminal = {
    ...{ env, stdin, stdout, stderr },
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
  };
  const [out, err] = [collect(stdout), collect(stderr)];
  return {
    out,
    err,
    type: (text) => void stdin.write(text),
    signal: (name) => void signals.emit(name),
    code: runProgram(args, terminal),
  };
}

/** Runs a command line to its end. */
export async function runCommand(args: string[], options: TerminalOptions = {}) {
  const command = startCommand(args, options);
  const code = await command.code;
  return { code, out: command.out(), err: command.err() };
}

function collect(stream: PassThrough): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text + (stream.read() ?? "");
}
