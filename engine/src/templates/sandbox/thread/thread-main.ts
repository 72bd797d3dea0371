import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData } from "../sandbox-messages.ts";
import { serveSandbox } from "./serve-sandbox.ts";

/** A thread of the sandbox. */
if (parentPort === null) throw new Error("This file runs as a thread of the sandbox");
serveSandbox(parentPort, workerData as ThreadData); // What `start-thread.ts` starts it with.
