import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { DomainError } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Answer, Batch, Task } from "./sandbox-messages.ts";
import { createSchemaCache } from "./schema-cache.ts";
import { startThread, type Thread } from "./start-thread.ts";
import { createWatchdog } from "./watchdog.ts";

/**
 * Runs tasks on a thread that may break at any of them, by time or by memory. The task at which it
 * broke is repeated alone on a new thread, and fails with `template-too-costly` when that breaks
 * too; the tasks beside it are repeated together.
 */
export type SandboxThread = {
  run: (task: Task, schema: SchemaObject | undefined) => Promise<Answer>;
  close: () => Promise<void>;
};

type Call = {
  task: Task;
  schema: SchemaObject | undefined;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
  /** True once a thread broke at this call: from then on it runs alone. */
  isSuspect: boolean;
};

/** Tasks per message: enough to share its cost, few enough for the first to be answered soon. */
const maxBatch = 256;
const maxFailedStarts = 3;

export function createSandboxThread(params: {
  telemetry: Telemetry;
  memoryMb: number;
  timeoutMs: number;
}): SandboxThread {
  const { telemetry, memoryMb, timeoutMs } = params;
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const schemas = createSchemaCache();
  const watchdog = createWatchdog({ progress, timeoutMs, onStuck: () => replaceThread("time") });
  const waiting: Call[] = [];
  let running: Call[] = [];
  let thread: Thread | null = null;
  let isClosed = false;
  let isScheduled = false;
  let failedStarts = 0;

  function run(task: Task, schema: SchemaObject | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      waiting.push({ task, schema, resolve, reject, isSuspect: false });
      scheduleBatch();
    });
  }

  /** Sends the calls of one turn of the event loop in one batch. */
  function scheduleBatch(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      sendBatch();
    });
  }

  function sendBatch(): void {
    if (running.length > 0) return;
    // An idle thread does not keep the process alive.
    thread?.keepAlive(false);
    if (waiting.length === 0 || isClosed) return;
    thread ??= start();
    thread.keepAlive(true);
    if (!thread.isReady) return;
    running = waiting.splice(0, waiting[0]?.isSuspect ? 1 : maxBatch);
    Atomics.store(progress, 0, 0);
    thread.post(JSON.stringify(batchOf(running)));
    watchdog.start();
  }

  function batchOf(calls: Call[]): Batch {
    return { tasks: calls.map(({ task }) => task), ...schemas.record(calls) };
  }

  function start(): Thread {
    return startThread({
      memoryMb,
      progress: progress.buffer,
      onReady() {
        failedStarts = 0;
        sendBatch();
      },
      onAnswers: resolveBatch,
      onBroken: replaceThread,
    });
  }

  function resolveBatch(text: string): void {
    watchdog.stop();
    const calls = running;
    running = [];
    // Written by the thread, one answer per task in their order.
    const answers = JSON.parse(text) as Answer[];
    sendBatch();
    for (const [index, call] of calls.entries())
      call.resolve(answers[index] ?? { error: "no answer" });
  }

  function replaceThread(reason: string): void {
    watchdog.stop();
    if (thread?.isReady === false && ++failedStarts >= maxFailedStarts)
      rejectAll("The thread that checks templates does not start");
    const calls = running;
    const culprit = calls[Atomics.load(progress, 0)];
    void thread?.terminate();
    thread = null;
    running = [];
    schemas.clear();
    telemetry.count("guard_breaches_total");
    telemetry.log.warn("guard.broken", {
      reason,
      tasks: calls.length,
      hash: culprit !== undefined && "hash" in culprit.task ? culprit.task.hash : undefined,
    });
    waiting.unshift(...calls.filter((call) => call !== culprit));
    if (culprit !== undefined) rejectOrRepeat(culprit);
    sendBatch();
  }

  function rejectOrRepeat(culprit: Call): void {
    if (!culprit.isSuspect) waiting.unshift({ ...culprit, isSuspect: true });
    else
      culprit.reject(
        new DomainError(
          "template-too-costly",
          "The template's schema takes too much time or memory",
        ),
      );
  }

  function rejectAll(detail: string): void {
    for (const call of [...running.splice(0), ...waiting.splice(0)])
      call.reject(new DomainError("unavailable", detail));
  }

  async function close(): Promise<void> {
    isClosed = true;
    watchdog.stop();
    const last = thread;
    thread = null;
    rejectAll("Formwork is stopping");
    await last?.terminate();
  }

  return { run, close };
}
