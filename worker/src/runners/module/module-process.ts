import type { Handler } from "@formwork/contracts/handler";
import { maxLineLength, maxLogBytes, maxResultBytes } from "@formwork/engine/work/attempt-limits";
import { createLineSplitter, type LineSplitter } from "../process/line-splitter.ts";
import type { FromChild, RunMessage, ToChild } from "./module-messages.ts";

/**
 * The script of the process in which handlers run, one at a time. A handler that blocks it, exits
 * or uses all memory does not affect the worker, which kills this process and starts another. The
 * process exits when the channel to its worker closes.
 */
const channel = process.send?.bind(process);
const send = (message: FromChild, sent?: () => void) =>
  void channel?.(message, undefined, undefined, sent);
// Removed, so that a handler cannot send messages of its own over the channel.
process.send = undefined;

type Current = { abort: AbortController; logged: number };
let current: Current | undefined;

process.on("message", (message: ToChild) => {
  if (message.type === "abort") current?.abort.abort(message.cause);
  else void handle(message);
});
process.once("disconnect", () => process.exit());
process.on("uncaughtException", (error) =>
  send({ type: "failed", ...describe(error), reason: "crashed" }, () => process.exit(1)),
);
const captured = [captureOutput("stdout"), captureOutput("stderr")];
send({ type: "ready" });

async function handle({ url, payload, job, attempt }: RunMessage): Promise<void> {
  const task: Current = { abort: new AbortController(), logged: 0 };
  current = task;
  // Ignores what a handler reports after its end: it would go to the next job.
  const whileCurrent = (report: () => void) => void (current === task && report());
  try {
    const run = await loadHandler(url);
    const log = (text: string) => whileCurrent(() => logLines("stdout", String(text)));
    const progress = (percent: number, message?: string) =>
      whileCurrent(() =>
        send({
          type: "progress",
          progress: message === undefined ? { percent } : { percent, message },
        }),
      );
    finish(
      messageOf(await run({ payload, job, attempt, signal: task.abort.signal, log, progress })),
    );
  } catch (error) {
    finish({ type: "failed", ...describe(error) });
  }
}

function finish(end: FromChild): void {
  for (const lines of captured) lines.end();
  current = undefined;
  send(end);
}

async function loadHandler(url: string): Promise<Handler> {
  const module: { run?: Handler } = await import(url);
  if (typeof module.run === "function") return module.run;
  throw Object.assign(new TypeError(`The module exports no function run(): ${url}`), {
    fatal: true,
  });
}

function messageOf(result: unknown): FromChild {
  const json = JSON.stringify(result) ?? null;
  const lost = json?.includes("null") ? findNonFinite(result) : null;
  if (lost !== null)
    return { type: "failed", reason: "invalid-result", message: lost, fatal: false };
  if (json === null || Buffer.byteLength(json) <= maxResultBytes) return { type: "returned", json };
  return {
    type: "failed",
    reason: "too-large",
    message: `The result is longer than ${maxResultBytes} bytes of JSON`,
    fatal: true,
  };
}

/** Returns a message about a number that JSON would write as null, or null where there is none. */
function findNonFinite(result: unknown): string | null {
  let found: string | null = null;
  JSON.stringify(result, (key, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value))
      found ??= `The result holds ${value}${key === "" ? "" : ` at "${key}"`}, which JSON cannot hold; return a text or null`;
    return value;
  });
  return found;
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { reason: "thrown", message: String(error), fatal: false };
  return {
    reason: "thrown",
    message: error.message || error.name,
    stack: error.stack,
    fatal: "fatal" in error && error.fatal === true,
  };
}

/** Sends lines to the worker, up to a little more than it stores, so that it sees the excess. */
function logLines(stream: "stdout" | "stderr", text: string): void {
  if (current === undefined) return;
  for (const line of text.split("\n")) {
    current.logged += line.length + 1;
    if (current.logged < 2 * maxLogBytes)
      send({ type: "log", stream, text: line.slice(0, maxLineLength + 1) });
  }
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
