import type { Worker } from "@formwork/contracts/worker";
import { countText } from "../../../lib/text/count-text.ts";

/** Names what a worker takes: "http, module · queues reports, mail". */
export function takesText({ kinds, queues }: Pick<Worker, "kinds" | "queues">): string {
  const from =
    queues === null
      ? "every queue"
      : `${queues.length === 1 ? "queue" : "queues"} ${queues.join(", ")}`;
  return `${kinds.join(", ")} · ${from}`;
}

/** Says how many slots are used: "3 of 10 slots used"; of one that drains how many jobs it finishes. */
export function slotsText({
  state,
  runningCount,
  concurrency,
}: Pick<Worker, "state" | "runningCount" | "concurrency">): string {
  if (state !== "draining") return `${runningCount} of ${countText(concurrency, "slot")} used`;
  return runningCount === 0 ? "Runs nothing" : `Finishes ${countText(runningCount, "job")}`;
}

/** Says what a worker held when its heartbeats stopped. */
export function heldText({ runningCount }: Pick<Worker, "runningCount">): string {
  return runningCount === 0 ? "It held no job." : `It held ${countText(runningCount, "job")}:`;
}

/** Says why a worker drains, as far as is known. */
export function drainText(
  { drain, stopping }: Pick<Worker, "drain" | "stopping">,
  nameOf: (userId: string) => string,
): string | null {
  if (stopping) return "its process is ending";
  if (drain === null) return null;
  const asked = `asked by ${nameOf(drain.by)}`;
  return drain.seenAt === null ? `${asked}, but the worker has not heard of it yet` : asked;
}
