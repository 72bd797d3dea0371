import type { Worker } from "@formwork/contracts/worker";

type RemoteWorker = Pick<Worker, "kinds" | "queues" | "state">;

/** Says what a queued job of a remote template waits for. */
export function remoteWait(queue: string, workers: readonly RemoteWorker[]): string {
  const fitting = workers.filter(
    ({ kinds, queues, state }) =>
      state !== "offline" && kinds.includes("remote") && (queues?.includes(queue) ?? true),
  );
  if (fitting.length === 0)
    return `No remote worker that takes jobs of the queue “${queue}” is online.`;
  if (fitting.every(({ state }) => state === "draining"))
    return `All remote workers that take jobs of the queue “${queue}” are draining.`;
  return "One is online; it takes the job when it runs this template and has room.";
}
