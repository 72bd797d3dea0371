import { parentPort, workerData } from "node:worker_threads";
import { releaseMemoryWhenIdle } from "../../../runtime/release-memory.ts";
import type { ThreadData } from "./protocol.ts";
import { serveStore } from "./serve-store.ts";

/** A thread of the store: the one writer, or a reader. */
if (parentPort === null) throw new Error("This file runs as a thread of the SQLite store");
await serveStore(parentPort, workerData as ThreadData); // What `store-thread.ts` starts it with.
releaseMemoryWhenIdle();
