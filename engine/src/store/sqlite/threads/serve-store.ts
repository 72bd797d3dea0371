import type { DatabaseSync } from "node:sqlite";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { createDatabase } from "../connection/database.ts";
import { openForReading, openForWriting } from "../connection/open.ts";
import { createHasWords, createPayloadFunction } from "../jobs/filter.ts";
import {
  type Call,
  type FromThread,
  type Reply,
  type ThreadData,
  type ToThread,
  toThreadError,
} from "./protocol.ts";

/**
 * Serves one store over `port`, as its one writer or as a reader, with a connection of its own, until
 * it is told to close; then closes the port.
 */
export async function serveStore(port: MessagePort, data: ThreadData): Promise<void> {
  const { path, role, counter } = data;
  const database = createDatabase(path);
  // Each role loads the modules that it needs alone, and so starts in two thirds of the time.
  const reads = role === "writer" ? undefined : await loadReads();
  const writer = role === "reader" ? undefined : await loadWriter();
  const waiting: Call[] = [];
  let now = 0;
  let closing = false;
  let hasSlicesLeft = false;

  /** A reader opens at its first call: the writer has the file ready by then. */
  async function loadReads() {
    const { createReads } = await import("./serve-reads.ts");
    return createReads(database, () => {
      if (role === "reader") openForReading(database, addFunctions);
    });
  }

  async function loadWriter() {
    const { createWriter } = await import("./create-writer.ts");
    const takeMore = () => takeIn(receiveMessageOnPort(port)?.message);
    return createWriter({ path, database, counter, post, takeMore });
  }

  function post(message: FromThread): void {
    port.postMessage(message);
  }

  /** What was read may hold commits that are not on disk yet: the main side waits for those. */
  function postReads(replies: Reply[]): void {
    if (replies.length > 0) post({ replies, seen: Atomics.load(counter, 0) });
  }

  /** Takes in a message, and all that have arrived behind it, so that they share a commit. */
  function takeIn(message: unknown): boolean {
    for (let next = message; next !== undefined; next = receiveMessageOnPort(port)?.message)
      receive(next as ToThread); // The main side posts nothing else.
    return message !== undefined;
  }

  function receive(message: ToThread): void {
    if ("writes" in message) {
      for (const call of message.writes) waiting.push(call);
      now = message.now;
    } else if ("reads" in message) {
      postReads(message.reads.flatMap((call) => reads?.start(call) ?? []));
    } else if ("abandon" in message) reads?.abandon(message.abandon);
    else closing = true;
  }

  function serve(message: unknown): void {
    takeIn(message);
    writer?.run(waiting, () => now);
    const isReading = reads?.isRunning() ?? false;
    if (isReading && !hasSlicesLeft) setImmediate(runNextSlice);
    hasSlicesLeft ||= isReading;
    if (closing) void close();
  }

  /** Runs one slice of a long read, and lets messages in before the next. */
  function runNextSlice(): void {
    postReads([reads?.runNextSlice()].flatMap((reply) => reply ?? []));
    hasSlicesLeft = reads?.isRunning() === true && !closing;
    if (hasSlicesLeft) setImmediate(runNextSlice);
  }

  async function close(): Promise<void> {
    await writer?.close();
    database.close();
    post({ closed: true });
    port.close();
  }
  try {
    if (role !== "reader") await openForWriting(database, addFunctions);
    port.on("message", serve);
    post({ opened: true });
  } catch (error) {
    post({ refused: toThreadError(error) });
  }
}

function addFunctions(sqlite: DatabaseSync): void {
  sqlite.function("hasWords", { deterministic: true, varargs: true }, createHasWords());
  sqlite.function("payloadHolds", { deterministic: true }, createPayloadFunction());
}
