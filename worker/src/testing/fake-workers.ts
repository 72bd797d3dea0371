import type { Workers } from "@formwork/engine/workers/workers";

type Heartbeat = Parameters<Workers["report"]>[0];

/** The engine's workers as one of them uses them, in memory. */
export type FakeWorkers = Pick<Workers, "report" | "leave" | "heartbeatMs"> & {
  heartbeats: Heartbeat[];
  left: string[];
  /** What a person wants. */
  draining: boolean;
};

/** Creates the registry of workers; heartbeats come each minute unless a test says otherwise. */
export function fakeWorkers(heartbeatMs = 60_000): FakeWorkers {
  const workers: FakeWorkers = {
    heartbeatMs,
    heartbeats: [],
    left: [],
    draining: false,
    async report(heartbeat) {
      workers.heartbeats.push(heartbeat);
      return { draining: workers.draining };
    },
    async leave({ id }) {
      workers.left.push(id);
    },
  };
  return workers;
}
