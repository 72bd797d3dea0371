import { Worker } from "node:worker_threads";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { DomainError } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Answer, Batch, Task, ThreadData } from "./sandbox-messages.ts";
import { createSchemaCache } from "./schema-cache.ts";

/**
 * Runs tasks on a thread that may be killed at any task, and tells the guilty task from those that
 * were only near it.
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
  /**
   * True once a thread broke at this call: it runs alone then, and is guilty if that breaks too.
   */
  suspect: boolean;
};
type Thread = { worker: Worker; ready: boolean };

/** Tasks of one message: enough to make the message cheap, few enough to answer soon. */
const largestBatch = 256;
/** A thread has to load its modules before its first task; on a busy machine that takes seconds. */
const startMs = 60_000;
const mostFailedStarts = 3;

export function createSandboxThread(params: {
  telemetry: Telemetry;
  memoryMb: number;
  timeoutMs: number;
}): SandboxThread {
  const { telemetry, memoryMb, timeoutMs } = params;
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const cache = createSchemaCache();
  const waiting: Call[] = [];
  let underWay: Call[] = [];
  let thread: Thread | null = null;
  let clock: NodeJS.Timeout | undefined;
  let closed = false;
  let gathering = false;
  let failedStarts = 0;

  function run(task: Task, schema: SchemaObject | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      waiting.push({ task, schema, resolve, reject, suspect: false });
      gatherSoon();
    });
  }

  /** Calls of one turn of the event loop travel together. */
  function gatherSoon(): void {
    if (gathering) return;
    gathering = true;
    setImmediate(() => {
      gathering = false;
      sendNext();
    });
  }

  function sendNext(): void {
    if (underWay.length > 0) return;
    // An idle thread does not keep the process alive.
    thread?.worker.unref();
    if (waiting.length === 0 || closed) return;
    thread ??= startThread();
    thread.worker.ref();
    if (!thread.ready) return;
    underWay = waiting.splice(0, waiting[0]?.suspect ? 1 : largestBatch);
    Atomics.store(progress, 0, 0);
    thread.worker.postMessage(JSON.stringify(batchOf(underWay)));
    watch(0);
  }

  function batchOf(calls: Call[]): Batch {
    return { tasks: calls.map(({ task }) => task), ...cache.record(calls) };
  }

  /**
   * Looks again after the time one task may take: a thread that is still at the same task is stuck.
   */
  function watch(at: number): void {
    clearTimeout(clock);
    // An answer that came while this process was busy is read before the check phase.
    clock = setTimeout(() => setImmediate(judge, underWay, at), timeoutMs);
  }

  function judge(calls: Call[], at: number): void {
    if (underWay !== calls) return;
    const now = Atomics.load(progress, 0);
    if (now === at) breakOff("time");
    else watch(now);
  }

  function startThread(): Thread {
    const worker = new Worker(new URL("./thread-main.ts", import.meta.url), {
      workerData: { progress: progress.buffer } satisfies ThreadData,
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMb,
        maxYoungGenerationSizeMb: Math.ceil(memoryMb / 8),
        stackSizeMb: 2,
      },
    });
    const started: Thread = { worker, ready: false };
    // A thread that was given up may still say something; only the current one counts.
    const ifCurrent =
      <T>(act: (value: T) => void) =>
      (value: T) =>
        thread === started ? act(value) : undefined;
    worker.on(
      "message",
      ifCurrent((text: string) => (text === "ready" ? begin(started) : settle(text))),
    );
    worker.on(
      "error",
      ifCurrent((error: Error) => breakOff(error.message)),
    );
    worker.on(
      "exit",
      ifCurrent(() => breakOff("exit")),
    );
    clearTimeout(clock);
    clock = setTimeout(() => breakOff("start"), startMs);
    return started;
  }

  function begin(started: Thread): void {
    started.ready = true;
    failedStarts = 0;
    clearTimeout(clock);
    sendNext();
  }

  function settle(text: string): void {
    clearTimeout(clock);
    const calls = underWay;
    underWay = [];
    // Written by the thread, one answer per task in their order.
    const answers = JSON.parse(text) as Answer[];
    sendNext();
    for (const [index, call] of calls.entries())
      call.resolve(answers[index] ?? { error: "no answer" });
  }

  /**
   * Gives the thread up. The call it was at is tried once more, alone; if that breaks a thread as
   * well, it is the one to refuse.
   */
  function breakOff(reason: string): void {
    clearTimeout(clock);
    const calls = underWay;
    const guilty = calls[Atomics.load(progress, 0)];
    if (thread?.ready === false && ++failedStarts >= mostFailedStarts)
      refuseAll("The thread that checks templates does not start");
    void thread?.worker.terminate();
    thread = null;
    underWay = [];
    cache.clear();
    telemetry.count("guard_breaches");
    telemetry.log.warn("guard.broken", {
      reason,
      tasks: calls.length,
      hash: guilty !== undefined && "hash" in guilty.task ? guilty.task.hash : undefined,
    });
    if (guilty?.suspect)
      guilty.reject(
        new DomainError(
          "template-too-costly",
          "The template's schema takes too much time or memory",
        ),
      );
    waiting.unshift(...calls.filter((call) => call !== guilty));
    if (guilty !== undefined && !guilty.suspect) waiting.unshift({ ...guilty, suspect: true });
    sendNext();
  }

  function refuseAll(detail: string): void {
    for (const call of [...underWay.splice(0), ...waiting.splice(0)])
      call.reject(new DomainError("unavailable", detail));
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(clock);
    const worker = thread?.worker;
    thread = null;
    refuseAll("Formwork is stopping");
    await worker?.terminate();
  }

  return { run, close };
}
