import { DomainError } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Call } from "./calls/call.ts";
import { createWaitingCalls } from "./calls/waiting-calls.ts";
import { type Answer, type Batch, later } from "./sandbox-messages.ts";
import { createSchemaCache } from "./schema-cache.ts";
import { startThread, type Thread } from "./start-thread.ts";
import { createWatchdog } from "./watchdog.ts";

/**
 * Runs tasks on a thread that may break at any of them, by time or by memory. `onBroken` decides
 * about the task at which it broke; those beside it are repeated, half as many at once.
 */
export type SandboxThread = {
  add: (call: Call) => void;
  close: () => Promise<void>;
};

const maxFailedStarts = 3;
/** Milliseconds between two searches for callers that have left or have waited for too long. */
const sweepMs = 1000;
/**
 * Milliseconds without a task after which a thread ends, which holds some 30 MB. The next task starts
 * another one, in a fraction of a second.
 */
const usualIdleMs = 60_000;

export function createSandboxThread(params: {
  telemetry: Telemetry;
  memoryMb: number;
  timeoutMs: number;
  /** Most tasks per message. */
  maxTasks: number;
  /** A minute unless told. */
  idleMs?: number | undefined;
  onBroken: (culprit: Call) => void;
}): SandboxThread {
  const { telemetry, memoryMb, timeoutMs, maxTasks, idleMs = usualIdleMs } = params;
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const schemas = createSchemaCache();
  const watchdog = createWatchdog({ progress, timeoutMs, onStuck: () => replaceThread("time") });
  const waiting = createWaitingCalls({ now: () => performance.now() });
  let running: Call[] = [];
  let answered = 0;
  let limit = maxTasks;
  let thread: Thread | null = null;
  let isClosed = false;
  let isScheduled = false;
  let failedStarts = 0;
  let sweeping: NodeJS.Timeout | undefined;
  let resting: NodeJS.Timeout | undefined;

  function add(call: Call): void {
    waiting.add(call);
    scheduleBatch();
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
    clearTimeout(resting);
    if (isClosed) return;
    if (waiting.size() === 0) {
      resting = setTimeout(rest, idleMs).unref();
      return;
    }
    thread ??= start();
    thread.keepAlive(true);
    if (!thread.isReady) return;
    const { calls, texts } = waiting.take(limit);
    thread.keepAlive(calls.length > 0);
    if (calls.length > 0) post(thread, calls, texts);
  }

  function post(to: Thread, calls: Call[], texts: string[]): void {
    running = calls;
    answered = 0;
    Atomics.store(progress, 0, 0);
    const sizes = texts.map(({ length }) => length);
    // The tasks are written already, as their length was needed.
    const rest = JSON.stringify({ sizes, ...schemas.record(calls) } satisfies Omit<Batch, "tasks">);
    to.post(`{"tasks":[${texts.join(",")}],${rest.slice(1)}`);
    watchdog.start();
  }

  function start(): Thread {
    return startThread({
      memoryMb,
      progress: progress.buffer,
      onReady() {
        failedStarts = 0;
        // Nobody is late because of the first start, which takes seconds on a busy machine.
        sweeping ??= setInterval(waiting.sweep, sweepMs).unref();
        sendBatch();
      },
      onAnswers: receive,
      onBroken: replaceThread,
    });
  }

  function receive(text: string): void {
    if (text === later) {
      waiting.putBack(running.slice(answered));
      endBatch();
    } else resolveCalls(text);
  }

  function resolveCalls(text: string): void {
    // Written by the thread: answers to the next tasks, in their order.
    const answers = JSON.parse(text) as Answer[];
    const calls = running.slice(answered, answered + answers.length);
    answered += answers.length;
    if (answered >= running.length) endBatch();
    for (const [index, call] of calls.entries()) {
      waiting.answered(call);
      call.resolve(answers[index] ?? { error: "no answer" });
    }
  }

  function endBatch(): void {
    watchdog.stop();
    running = [];
    limit = Math.min(maxTasks, limit * 2);
    sendBatch();
  }

  function replaceThread(reason: string): void {
    watchdog.stop();
    if (thread?.isReady === false && ++failedStarts >= maxFailedStarts)
      rejectAll("The thread that checks templates does not start");
    const culprit = running[Math.max(answered, Atomics.load(progress, 0))];
    const left = running.slice(answered);
    endThread();
    running = [];
    telemetry.count("guard_breaches_total");
    telemetry.log.warn("guard.broken", {
      reason,
      tasks: left.length,
      hash: culprit !== undefined && "hash" in culprit.task ? culprit.task.hash : undefined,
    });
    limit = Math.max(1, Math.floor(left.length / 2));
    waiting.putBack(left.filter((call) => call !== culprit));
    if (culprit !== undefined) params.onBroken(culprit);
    sendBatch();
  }

  function rest(): void {
    clearInterval(sweeping);
    sweeping = undefined;
    endThread();
  }

  function endThread(): void {
    void thread?.terminate();
    thread = null;
    schemas.clear();
  }

  function rejectAll(detail: string): void {
    for (const call of running.splice(0)) call.reject(new DomainError("unavailable", detail));
    waiting.rejectAll(detail);
  }

  async function close(): Promise<void> {
    isClosed = true;
    watchdog.stop();
    clearInterval(sweeping);
    clearTimeout(resting);
    const last = thread;
    thread = null;
    rejectAll("Formwork is stopping");
    await last?.terminate();
  }

  return { add, close };
}
