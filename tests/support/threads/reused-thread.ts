import { type MessagePort, parentPort } from "node:worker_threads";
import type { ThreadData } from "../../../engine/src/store/sqlite/threads/protocol.ts";
import { serveStore } from "../../../engine/src/store/sqlite/threads/serve-store.ts";

/** A thread that serves one store after the other; `reused-threads.ts` starts it. */
parentPort?.on("message", ({ port, data }: { port: MessagePort; data: ThreadData }) => {
  void serveStore(port, data);
});
