import type { DomainError } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { CommitReport } from "../threads/serve-writes.ts";
import { createSafePoint } from "./safe-point.ts";
import { closedRefusal, type StoreThread, startStoreThread } from "./store-thread.ts";

/** The threads of an open store: one writes, one reads what the writer has committed. */
export type Threads = {
  open: () => Promise<void>;
  close: () => Promise<void>;
  write: StoreThread["write"];
  read: StoreThread["read"];
  readUntil: StoreThread["readUntil"];
};

type ThreadsParams = {
  path: string;
  clock: Clock;
  telemetry: Telemetry | undefined;
  onCommit: (commit: CommitReport) => void;
  onWritten: (refusal: DomainError | null) => void;
};

/** Starts and ends the threads of a store. Calls are refused as `unavailable` while it is closed. */
export function createThreads({
  path,
  clock,
  telemetry,
  onCommit,
  onWritten,
}: ThreadsParams): Threads {
  const inMemory = path === ":memory:";
  let writer: StoreThread | undefined;
  let reader: StoreThread | undefined;

  const hooksOfAll = {
    now: clock.now,
    onWritten,
    onCommit(commit: CommitReport) {
      telemetry?.count("store_commits_total");
      onCommit(commit);
    },
    /** Without its thread the store can do nothing more: ends the process, as a lost disk would. */
    onLost(error: Error) {
      telemetry?.log.error("store.thread-lost", { error: String(error) });
      setImmediate(() => {
        throw error;
      });
    },
  };

  async function open(): Promise<void> {
    if (writer !== undefined) return;
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const hooks = { ...hooksOfAll, safePoint: createSafePoint() };
    writer = startStoreThread({ path, role: inMemory ? "both" : "writer", counter }, hooks);
    reader = inMemory ? writer : startStoreThread({ path, role: "reader", counter }, hooks);
    try {
      await Promise.all([writer.opened, reader.opened]);
    } catch (error) {
      await close();
      throw error;
    }
  }

  async function close(): Promise<void> {
    const [writing, reading] = [writer, reader];
    writer = reader = undefined;
    await writing?.close();
    if (reading !== writing) await reading?.close();
  }
  return {
    open,
    close,
    write: (verb, params) =>
      writer === undefined ? Promise.reject(closedRefusal()) : writer.write(verb, params),
    read: (verb, ...params) =>
      reader === undefined ? Promise.reject(closedRefusal()) : reader.read(verb, ...params),
    readUntil: (signal, verb, ...params) =>
      reader === undefined
        ? Promise.reject(closedRefusal())
        : reader.readUntil(signal, verb, ...params),
  };
}
