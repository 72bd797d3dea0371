import { type MessagePort, parentPort } from "node:worker_threads";

export type ReusedKind = "store" | "sandbox";
/** Main side to thread: what to serve next, or a question whether it is free, which it answers. */
export type ToReused = { kind: ReusedKind; port: MessagePort; data: never } | { isFree: true };

/** A thread that serves one store or sandbox after the other; `reused-threads.ts` starts it. */
parentPort?.on("message", async (message: ToReused) => {
  if ("isFree" in message) return parentPort?.postMessage("free");
  const serve = await serverOf(message.kind);
  await serve(message.port, message.data);
});

async function serverOf(kind: ReusedKind) {
  return kind === "store"
    ? (await import("../../../engine/src/store/sqlite/threads/serve-store.ts")).serveStore
    : (await import("../../../engine/src/templates/sandbox/thread/serve-sandbox.ts")).serveSandbox;
}
