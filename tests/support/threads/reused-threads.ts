import { EventEmitter } from "node:events";
import { MessageChannel, type Worker, type WorkerOptions } from "node:worker_threads";
import { spawnThreadsBy, type Thread } from "../../../engine/src/runtime/spawn-thread.ts";
import type { ReusedKind, ToReused } from "./reused-thread.ts";

/**
 * Loaded with `--require` into every run: threads of SQLite stores and of sandboxes are used again
 * once that for which they were started is closed. A new one takes 80 to 180 ms of a processor for the
 * modules that it loads, and each engine of a test needs three.
 */
const kinds: Record<string, ReusedKind> = {
  "/engine/src/store/sqlite/threads/thread-main.ts": "store",
  "/engine/src/templates/sandbox/thread/thread-main.ts": "sandbox",
};
const reused = new URL("./reused-thread.ts", import.meta.url);
/** More of a kind are not kept: few tests open so many at once. */
const maxIdle = 8;
/** A thread that does not say within that time, in ms, that it is free is ended. */
const maxFreeMs = 2000;
/** MiB of heap below which a thread is a test's own, about the limit of memory. */
const usualMemoryMb = 256;
const idle: Record<ReusedKind, Worker[]> = { store: [], sandbox: [] };

spawnThreadsBy((usual) => (file, options) => {
  const kind = kindOf(file, options);
  if (kind === undefined) return usual(file, options);
  const { workerData: data, ...limits } = options;
  return serveOn(idle[kind].pop() ?? usual(reused, limits), kind, data as never);
});

function kindOf(file: URL, { resourceLimits }: WorkerOptions): ReusedKind | undefined {
  const kind = Object.entries(kinds).find(([path]) => file.pathname.endsWith(path))?.[1];
  const memoryMb = resourceLimits?.maxOldGenerationSizeMb ?? usualMemoryMb;
  return memoryMb === usualMemoryMb ? kind : undefined;
}

/** Has a thread serve one store or sandbox, and keeps it for the next one. */
function serveOn(worker: Worker, kind: ReusedKind, data: never): Thread {
  const { port1: port, port2: theirs } = new MessageChannel();
  const seen = new EventEmitter();
  let isOver = false;
  const end = (code: number) => {
    if (isOver) return;
    isOver = true;
    worker.removeAllListeners();
    seen.emit("exit", code);
  };
  const keep = () => {
    if (isOver) return;
    if (idle[kind].length < maxIdle) idle[kind].push(worker);
    else void worker.terminate();
    end(0);
  };
  worker.unref(); // The port keeps the process alive, as long as it is to.
  worker.on("error", (error) => seen.emit("error", error));
  worker.on("exit", end);
  port.on("message", (message) => seen.emit("message", message));
  port.on("close", keep);
  worker.postMessage({ kind, port: theirs, data } satisfies ToReused, [theirs]);
  return Object.assign(seen, {
    postMessage: port.postMessage.bind(port),
    ref: () => port.ref(),
    unref: () => port.unref(),
    async terminate() {
      port.removeListener("close", keep);
      port.close();
      // A store that is not closed keeps its file open.
      if (kind === "sandbox" && !isOver && (await isFree(worker))) keep();
      else end(await worker.terminate());
      return 0;
    },
  });
}

/** Asks a thread whether it is free: one in the middle of its work does not answer in time. */
function isFree(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxFreeMs, false);
    worker.once("message", () => {
      clearTimeout(timer);
      resolve(true);
    });
    worker.once("exit", () => resolve(false));
    worker.postMessage({ isFree: true } satisfies ToReused);
  });
}
