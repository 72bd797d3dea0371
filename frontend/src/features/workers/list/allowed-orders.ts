import type { Worker } from "@formwork/contracts/worker";
import type { WorkerOrder } from "./use-worker-order.ts";

/** Returns what can be done with a worker in its state. The server checks again. */
export function allowedOrders({
  state,
  stopping,
  drain,
}: Pick<Worker, "state" | "stopping" | "drain">): WorkerOrder["action"][] {
  if (state === "offline") return ["forget"];
  if (stopping) return [];
  return drain === null ? ["drain"] : ["resume"];
}
