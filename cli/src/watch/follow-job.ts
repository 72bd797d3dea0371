import { setTimeout as sleep } from "node:timers/promises";
import {
  isProblemError,
  problemError,
  transportProblem,
} from "@formwork/contracts/client/problem-error";
import { readReply, rootMessage } from "@formwork/contracts/client/read-reply";
import type { Job, LogLine } from "@formwork/contracts/job";
import { CommanderError } from "commander";
import type { Connection } from "../connection/connect.ts";
import { readEventStream } from "./read-event-stream.ts";

/** What is known of a job while it is followed. */
export type LiveState = Pick<
  Job,
  "seq" | "state" | "attempt" | "maxAttempts" | "progress" | "error"
>;
/** What happens to a job that is followed. `lost`: no contact, and another try in a moment. */
export type JobMessage =
  | { kind: "log"; line: LogLine }
  | { kind: "state"; state: LiveState }
  | { kind: "lost" }
  | { kind: "end"; state: string };

export type FollowParams = {
  connection: Connection;
  id: string;
  /** Offset after which log lines are sent; `noLines` sends none. */
  after: number;
  signal: AbortSignal;
  /** True for a job that the server was just asked about; otherwise the first try has to succeed. */
  isKnown: boolean;
  /** How long there may be no contact before it gives up. */
  patienceMs?: number;
};

/** An offset above that of every line: the largest that a query takes, of 15 digits. */
export const noLines = 999_999_999_999_999;

/** The server sends something every 15 s; a connection that is silent for longer is dead. */
const maxSilenceMs = 50_000;
const firstDelayMs = 250;
const maxDelayMs = 5000;

/**
 * Follows a job by its event stream until it has ended, over interruptions of the connection: after
 * one it goes on with the line after the last. Throws what the server refuses, and the signal's
 * reason.
 */
export async function* followJob(params: FollowParams): AsyncGenerator<JobMessage> {
  const { connection, id, signal, isKnown, patienceMs = 120_000 } = params;
  let after = params.after;
  let contactAt = isKnown ? performance.now() : undefined;
  for (let failures = 0; ; failures++) {
    try {
      for await (const message of openStream(connection, { id, after, signal })) {
        contactAt = performance.now();
        failures = 0;
        if (message === null) continue;
        if (message.kind === "log") after = message.line.offset;
        yield message;
        if (message.kind === "end") return;
      }
      throw new Error("the stream ended before the job");
    } catch (error) {
      signal.throwIfAborted();
      const lastsTooLong = contactAt === undefined || performance.now() - contactAt > patienceMs;
      if (isRefused(error) || lastsTooLong) throw asProblem(error, connection.url);
    }
    yield { kind: "lost" };
    await sleep(Math.min(firstDelayMs * 2 ** failures, maxDelayMs), undefined, { signal });
  }
}

/** Yields the messages of one connection; null for what only keeps it alive. */
async function* openStream(
  { client, send }: Connection,
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<JobMessage | null> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error("it fell silent")), maxSilenceMs);
  try {
    const address = client.address("jobs.log-stream", { params: { id }, query: { after } });
    const response = await send(address, {
      headers: { accept: "text/event-stream" },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) return void (await readReply(response, signal));
    for await (const event of readEventStream(response.body)) {
      timer.refresh();
      yield messageOf(event.name, event.data);
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function messageOf(name: string, data: string): JobMessage | null {
  // The server writes these events; `log-stream` says what each holds.
  if (name === "log") return { kind: "log", line: JSON.parse(data) as LogLine };
  if (name === "state") return { kind: "state", state: JSON.parse(data) as LiveState };
  if (name === "end") return { kind: "end", state: String(JSON.parse(data).state) };
  return null;
}

/** Too many requests and faults of the server pass; other refusals stay. */
function isRefused(error: unknown): boolean {
  if (error instanceof CommanderError) return true;
  return isProblemError(error) && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function asProblem(error: unknown, url: string): unknown {
  if (isProblemError(error) || error instanceof CommanderError) return error;
  const detail = `No answer from ${url}: ${rootMessage(error)}`;
  return problemError(transportProblem("unreachable", 0, detail));
}
