import { flushCompileCache } from "node:module";
import { inspect } from "node:util";
import type { Handler } from "@formwork/contracts/handler";
import {
  keptEndBytes,
  maxLineLength,
  maxLogBytes,
  sizeOfLine,
} from "@formwork/engine/work/attempt-limits";
import { createLastLines } from "../process/output/last-lines.ts";
import { createLineSplitter, type LineSplitter } from "../process/output/line-splitter.ts";
import { becomeUser } from "./become-user.ts";
import { describeError } from "./describe-error.ts";
import { loadStripped } from "./load-stripped.ts";
import type { FromChild, RunMessage, ToChild } from "./module-messages.ts";
import { resultMessage } from "./result-message.ts";

/**
 * The script of the process in which one handler runs. A handler that blocks it, exits or uses all
 * memory does not affect the worker, and nothing that it changes here outlives it: the worker kills
 * this process when the handler has answered. The process exits when the channel to its worker
 * closes.
 */
if (becomeUser(process.argv.slice(2))) loadStripped();
const channel = process.send?.bind(process);
const send = (message: FromChild, sent?: () => void) =>
  void channel?.(message, undefined, undefined, sent);
// Removed, so that a handler cannot send messages of its own over the channel.
process.send = undefined;
// Meant for this process, and not for those that a handler starts.
delete process.env.NODE_COMPILE_CACHE;

const abort = new AbortController();
let hasAnswered = false;
let logged = 0;
/** The worker keeps the end as well, which the mark of a gap is to be a part of. */
const end = createLastLines<Extract<FromChild, { type: "log" }>>(keptEndBytes / 2);

process.on("message", (message: ToChild) => {
  if (message.type === "run") return void handle(message);
  sendEnd();
  abort.abort(message.cause);
});
process.once("disconnect", () => process.exit());
process.on("uncaughtException", (error) => {
  sendEnd();
  send({ type: "failed", ...describeError(error), reason: "crashed" }, () => process.exit(1));
});
const captured = [captureOutput("stdout"), captureOutput("stderr")];
send({ type: "ready" });

async function handle({ url, code, payload, secrets, job, attempt }: RunMessage): Promise<void> {
  process.env.FORMWORK_JOB_ID = job.id;
  process.env.FORMWORK_ATTEMPT = String(attempt);
  const log = (value: unknown) => logLines("stdout", textOf(value));
  const progress = (percent: number, message?: string) =>
    send({
      type: "progress",
      progress: message === undefined ? { percent } : { percent, message },
    });
  try {
    if (code !== null) (await import("./load-unchanged.ts")).loadUnchanged(code);
    const run = await loadHandler(url);
    const { signal } = abort;
    const workdir = process.cwd();
    const input = { payload, secrets, job, attempt, workdir, signal, log, progress };
    finish(resultMessage(await run(input)));
  } catch (error) {
    finish({ type: "failed", ...describeError(error) });
  }
}

function finish(end: FromChild): void {
  for (const lines of captured) lines.end();
  sendEnd();
  hasAnswered = true;
  send(end);
}

async function loadHandler(url: string): Promise<Handler> {
  const module: { run?: Handler } = await import(url);
  flushCompileCache(); // Node writes it at its exit, and a killed process has none.
  if (typeof module.run === "function") return module.run;
  throw Object.assign(new TypeError(`The module exports no function run(): ${url}`), {
    fatal: true,
  });
}

/** Returns a text as it is, and any other value as the console would write it. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** Sends lines to the worker, a little more than it stores; of what follows the end is kept. */
function logLines(stream: "stdout" | "stderr", text: string): void {
  if (hasAnswered) return;
  for (const line of text.replace(lineEnd, "").split(/\r\n?|\n/)) {
    logged += line.length + 1;
    const message = { type: "log", stream, text: line.slice(0, maxLineLength + 1) } as const;
    if (logged < 2 * maxLogBytes) send(message);
    else end.add(message, sizeOfLine(message.text));
  }
}

const lineEnd = /(?:\r\n?|\n)$/;

/** Sends the last lines of a long output. */
function sendEnd(): void {
  const { lines, dropped } = end.take();
  const text = `… ${dropped.toLocaleString("en")} lines are left out here …`;
  if (dropped > 0) send({ type: "log", stream: "stdout", text });
  for (const line of lines) send(line);
}

/** Replaces the `write` of a stream, which `console` uses as well, by one that logs lines. */
function captureOutput(stream: "stdout" | "stderr"): LineSplitter {
  const lines = createLineSplitter((line) => logLines(stream, line));
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    // The second argument is an encoding, a callback, or nothing.
    const encoding = rest.find((item): item is BufferEncoding => typeof item === "string");
    lines.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
    const done = rest.find((item) => typeof item === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  return lines;
}
