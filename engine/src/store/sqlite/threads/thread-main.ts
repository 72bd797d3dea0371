import type { DatabaseSync } from "node:sqlite";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { createDiskSync } from "../../../runtime/disk-sync.ts";
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
import { createReads } from "./serve-reads.ts";
import { createWrites } from "./serve-writes.ts";
import { createWriterLoop } from "./writer-loop.ts";

/** A thread of the store: the one writer, or a reader. It has a connection of its own. */
if (parentPort === null) throw new Error("This file runs as a thread of the SQLite store");
const port = parentPort;
const { path, role, counter } = workerData as ThreadData; // What `store-thread.ts` starts it with.
const database = createDatabase(path);
// A reader opens at its first call: the writer has the file ready by then.
const reads = createReads(database, () => {
  if (role === "reader") openForReading(database, addFunctions);
});
const disk = createDiskSync({ path, checkpoint: () => database.checkpointLog() });
const writer = createWriterLoop({
  commitSome: createWrites(database, counter),
  disk,
  post,
  takeMore: () => takeIn(receiveMessageOnPort(port)?.message),
});
const waiting: Call[] = [];
let now = 0;
let closing = false;
let hasSlicesLeft = false;

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
    postReads(message.reads.flatMap((call) => reads.start(call) ?? []));
  } else if ("abandon" in message) reads.abandon(message.abandon);
  else closing = true;
}

function serve(message: unknown): void {
  takeIn(message);
  writer.run(waiting, () => now);
  if (reads.isRunning() && !hasSlicesLeft) setImmediate(runNextSlice);
  hasSlicesLeft ||= reads.isRunning();
  if (closing) void close();
}

/** Runs one slice of a long read, and lets messages in before the next. */
function runNextSlice(): void {
  postReads([reads.runNextSlice()].flatMap((reply) => reply ?? []));
  hasSlicesLeft = reads.isRunning() && !closing;
  if (hasSlicesLeft) setImmediate(runNextSlice);
}

async function close(): Promise<void> {
  await writer.rest();
  disk.close();
  database.close();
  post({ closed: true });
  port.close();
}

function addFunctions(sqlite: DatabaseSync): void {
  sqlite.function("hasWords", { deterministic: true, varargs: true }, createHasWords());
  sqlite.function("payloadHolds", { deterministic: true }, createPayloadFunction());
}

try {
  if (role !== "reader") await openForWriting(database, addFunctions);
  port.on("message", serve);
  post({ opened: true });
} catch (error) {
  post({ refused: toThreadError(error) });
}
