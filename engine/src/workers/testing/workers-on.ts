import type { FormworkEvent, WorkerEvent } from "@formwork/contracts/events/events";
import type { HeldJob } from "@formwork/contracts/worker";
import { createAnnouncers } from "../../announcements/create-announcers.ts";
import { systemClock as clock } from "../../runtime/clock.ts";
import { createTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { createWorkers } from "../create-workers.ts";
import { findSilentWorkers, markSilentWorkers } from "../end-worker.ts";
import type { WorkerDeps } from "../worker-deps.ts";
import type { Heartbeat } from "../worker-life.ts";
import { workersTable } from "../worker-table.ts";

/** How far the clock of a store is ahead; the same for every process of a test. */
export type Ahead = { ms: number };

/** Builds what one process knows of workers, on a store that others may share. */
export function workersOn(store: Store, ahead: Ahead) {
  const events: FormworkEvent[] = [];
  const signals: { topic: string; body: unknown }[] = [];
  const lines: { event: string }[] = [];
  const to = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const bus = { publish: async (published: FormworkEvent[]) => void events.push(...published) };
  const announcer = createAnnouncers({ store, bus, clock }).workers;
  const announcing = new Set<Promise<void>>();
  const announce: WorkerDeps["announce"] = (stored) => {
    const announced = announcer.announce(stored);
    announcing.add(announced);
    return announced;
  };
  const deps: WorkerDeps = {
    store: { now: () => store.now() + ahead.ms },
    bus: { signal: (topic, body) => void signals.push({ topic, body }) },
    clock,
    telemetry: createTelemetry({ level: "info", service: "test", to }),
    workers: store.table(workersTable),
    announce,
  };
  const settle = async () => void (await Promise.all(announcing));
  const workers = createWorkers(deps);
  return {
    deps,
    signals,
    workers: {
      ...workers,
      /** Resolves once its event is out too, so that the row is not changed any more. */
      async report(heartbeat: Heartbeat) {
        const reply = await workers.report(heartbeat);
        await settle();
        return reply;
      },
    },
    markSilent: async () => markSilentWorkers(deps, await findSilentWorkers(deps)),
    /** What was said of workers: type, id and reason. */
    async news() {
      await settle();
      return events.map(({ type, subject, data }) => [
        type,
        subject,
        (data as WorkerEvent["data"]).reason,
      ]);
    },
    /** The events that were logged. */
    logged: () => lines.map(({ event }) => event),
  };
}

/** Builds the heartbeat of a worker that runs these jobs. */
export function aHeartbeat(
  id = "w1",
  {
    jobs = [],
    isStopping = false,
    ...facts
  }: { jobs?: string[]; isStopping?: boolean } & Partial<Heartbeat["worker"]> = {},
): Heartbeat {
  const worker: Heartbeat["worker"] = {
    ...{ id, host: "host-1", pid: 7, version: "0.1.0" },
    ...{ kinds: ["http"], queues: null, concurrency: 10 },
  };
  const held = (job: string): HeldJob => ({ id: job, template: "greet", summary: `Hello ${job}` });
  return { worker: { ...worker, ...facts }, jobs: jobs.map(held), isStopping };
}
