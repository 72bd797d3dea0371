import { EventEmitter } from "node:events";
import { MessageChannel, type Worker } from "node:worker_threads";
import { spawnThreadsBy, type Thread } from "../../../engine/src/runtime/spawn-thread.ts";

/**
 * Loaded with `--require` into every run: the threads of the SQLite store are used again once their
 * store is closed. A new thread takes some 80 ms of a processor for the modules that it loads, two of
 * them more than most tests.
 */
const stores = "/engine/src/store/sqlite/threads/thread-main.ts";
const reused = new URL("./reused-thread.ts", import.meta.url);
/** More are not kept: a test that opens many stores at once is rare. */
const maxIdle = 8;
const idle: Worker[] = [];

spawnThreadsBy((usual) => (file, options) => {
  if (!file.pathname.endsWith(stores)) return usual(file, options);
  const { workerData: data, ...limits } = options;
  return serveOn(idle.pop() ?? usual(reused, limits), data);
});

/** Has a thread serve one store, and keeps it for the next one. */
function serveOn(worker: Worker, data: unknown): Thread {
  const { port1: port, port2: theirs } = new MessageChannel();
  const seen = new EventEmitter();
  let isOver = false;
  const end = (code: number) => {
    if (isOver) return;
    isOver = true;
    worker.removeAllListeners();
    seen.emit("exit", code);
  };
  worker.unref(); // The port keeps the process alive, as long as it is to.
  worker.on("error", (error) => seen.emit("error", error));
  worker.on("exit", end);
  port.on("message", (message) => seen.emit("message", message));
  port.on("close", () => {
    if (isOver) return;
    if (idle.length < maxIdle) idle.push(worker);
    else void worker.terminate();
    end(0);
  });
  worker.postMessage({ port: theirs, data }, [theirs]);
  return Object.assign(seen, {
    postMessage: port.postMessage.bind(port),
    ref: () => port.ref(),
    unref: () => port.unref(),
    async terminate() {
      const code = await worker.terminate();
      end(code);
      return code;
    },
  });
}
