import { DomainError, outage } from "../../../errors.ts";
import { spawnThread } from "../../../runtime/spawn-thread.ts";
import { schemaRefusal } from "../../schema-refusal.ts";
import { asRefusal } from "../connection/outage.ts";
import { outageOf } from "../connection/outage-of.ts";
import {
  type Call,
  type FromThread,
  fromThreadError,
  type Reply,
  type ThreadData,
  type ToThread,
} from "../threads/protocol.ts";
import type { ReadVerbs } from "../threads/read-verbs.ts";
import type { CommitReport } from "../threads/serve-writes.ts";
import type { WriteVerbs } from "../threads/write-verbs.ts";
import type { SafePoint } from "./safe-point.ts";

/** A thread of the store, seen from the main side. */
export type StoreThread = {
  /** Resolves when the thread has opened its connection. */
  opened: Promise<void>;
  /** Runs a verb in a commit; resolves once the disk has it. */
  write: <Verb extends keyof WriteVerbs>(
    verb: Verb,
    params: Parameters<WriteVerbs[Verb]>[1],
  ) => Promise<ReturnType<WriteVerbs[Verb]>>;
  /** Runs a verb that reads. */
  read: <Verb extends keyof ReadVerbs>(
    verb: Verb,
    ...params: Parameters<ReadVerbs[Verb]>
  ) => Promise<ReadAnswer<Verb>>;
  /** The same; rejects when `signal` is aborted, and a long read then ends. */
  readUntil: <Verb extends keyof ReadVerbs>(
    signal: AbortSignal,
    verb: Verb,
    ...params: Parameters<ReadVerbs[Verb]>
  ) => Promise<ReadAnswer<Verb>>;
  /** Ends the thread once everything asked for before is done. */
  close: () => Promise<void>;
};

/** What a read resolves to; a verb that is a generator, to what it returns. */
type ReadAnswer<Verb extends keyof ReadVerbs> =
  ReturnType<ReadVerbs[Verb]> extends Generator<void, infer Value, void>
    ? Value
    : ReturnType<ReadVerbs[Verb]>;

/** Room for short-lived objects of a thread, in MiB: its messages are small and soon done with. */
const maxYoungGenerationSizeMb = 8;

type Pending = { resolve: (value: unknown) => void; reject: (error: unknown) => void };

type Hooks = {
  now: () => number;
  /** A commit is on disk; called before its callers are answered. */
  onCommit: (commit: CommitReport) => void;
  /** A commit has written to the file, or a write was refused because of an outage. */
  onWritten: (refusal: DomainError | null) => void;
  safePoint: SafePoint;
  /** The thread has died by itself. */
  onLost: (error: Error) => void;
};

/** Starts a thread on the database at `path`. An idle thread does not keep the process alive. */
export function startStoreThread(data: ThreadData, hooks: Hooks): StoreThread {
  const worker = spawnThread(new URL("../threads/thread-main.ts", import.meta.url), {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb },
  });
  const pending = new Map<number, Pending>();
  const opening = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let ended: unknown;
  let closing = false;
  let lastId = 0;
  let writes: Call[] = [];
  let reads: Call[] = [];

  worker.on("message", (message: FromThread) => {
    if ("opened" in message) opening.resolve();
    else if ("refused" in message) end(openRefusal(fromThreadError(message.refused), data.path));
    else if ("closed" in message) end(closedRefusal());
    else receive(message);
    if (pending.size === 0 && !closing) worker.unref();
  });
  worker.on("error", (error) => lose(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", (code) => {
    lose(new Error(`The ${data.role}'s thread of the store ended with code ${code}`));
    closed.resolve();
  });

  function receive({
    replies,
    commit,
    written,
    safe,
    seen,
  }: Extract<FromThread, { replies: unknown }>) {
    // The thread's own writer made it.
    if (commit !== undefined) hooks.onCommit(commit as CommitReport);
    if (written === true) hooks.onWritten(null);
    if (seen === undefined) answer(replies);
    else hooks.safePoint.when(seen, () => answer(replies));
    if (safe !== undefined) hooks.safePoint.advance(safe);
  }

  function answer(replies: Reply[]): void {
    for (const reply of replies) {
      const call = pending.get(reply.id);
      pending.delete(reply.id);
      if ("error" in reply) refuse(call, asRefusal(fromThreadError(reply.error)));
      else call?.resolve(reply.value);
    }
  }

  function refuse(call: Pending | undefined, reason: unknown): void {
    if (data.role !== "reader" && reason instanceof DomainError) hooks.onWritten(reason);
    call?.reject(reason);
  }

  function lose(error: Error): void {
    if (ended !== undefined) return;
    end(outage("The database does not answer: its thread has died", error));
    hooks.onLost(error);
  }

  function end(reason: unknown): void {
    ended ??= reason;
    opening.reject(reason);
    for (const call of pending.values()) call.reject(reason);
    pending.clear();
  }

  function call(
    list: Call[],
    verb: string,
    params: unknown,
  ): { id: number; done: Promise<unknown> } {
    const id = ++lastId;
    if (ended !== undefined) return { id, done: Promise.reject(ended) };
    if (pending.size === 0) worker.ref();
    const done = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }));
    list.push({ id, verb, params });
    return { id, done };
  }

  /**
   * Writes of one turn of the event loop share a message, and so a commit: a job and the claim that
   * its submit wakes wait for the disk once.
   */
  function callWriter(verb: string, params: unknown): Promise<unknown> {
    if (writes.length === 0) setImmediate(sendWrites);
    return call(writes, verb, params).done;
  }

  function sendWrites(): void {
    if (writes.length > 0) post({ writes, now: hooks.now() });
    writes = [];
  }

  /** Reads share a message with those asked for by the same piece of code. */
  function callReader(verb: string, params: unknown): { id: number; done: Promise<unknown> } {
    if (reads.length === 0) queueMicrotask(sendReads);
    return call(reads, verb, params);
  }

  function sendReads(): void {
    if (reads.length > 0) post({ reads });
    reads = [];
  }

  function abandon(id: number): void {
    sendReads(); // The call itself may still be waiting to be sent.
    pending.delete(id);
    post({ abandon: id });
  }

  function post(message: ToThread): void {
    worker.postMessage(message);
  }

  // The opener hears of it; nobody else has to.
  opening.promise.catch(() => undefined);
  return {
    opened: opening.promise,
    // A thread replies with what the verb returns.
    write: (verb, params) => callWriter(verb, params) as Promise<never>,
    read: (verb, ...[params]) => callReader(verb, params).done as Promise<never>,
    readUntil: (signal, verb, ...[params]) => {
      const { id, done } = callReader(verb, params);
      return untilAborted(done, signal, () => abandon(id)) as Promise<never>;
    },
    async close() {
      closing = true;
      worker.ref();
      sendWrites();
      sendReads();
      if (ended === undefined) post({ close: true });
      else await worker.terminate();
      await closed.promise;
    },
  };
}

/** Rejects when `signal` is aborted first. */
async function untilAborted(
  done: Promise<unknown>,
  signal: AbortSignal,
  abandon: () => void,
): Promise<unknown> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    abandon();
    aborted.reject(signal.reason);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([done, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** What calls are refused with while the store is closed. */
export function closedRefusal(): unknown {
  return outage("The database does not answer: it is closed", undefined);
}

/** A file that cannot be opened is named, with words for the operator. */
function openRefusal(error: Error, path: string): unknown {
  if (error.name === schemaRefusal) return outage(error.message, undefined);
  const detail = outageOf(error);
  if (detail === undefined) return asRefusal(error);
  return outage(`The database ${path} does not answer: ${detail}`, error);
}
