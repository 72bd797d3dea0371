import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { WorkerEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import type { RunKind } from "@formwork/contracts/run";
import type { Bus } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";

type WorkerFacts = {
  workerId: string;
  kinds: RunKind[];
  queues?: string[] | undefined;
  concurrency: number;
};

/** Publishes that this worker has started or stopped. A failure is counted and ignored. */
export async function announce(
  deps: WorkerFacts & { bus: Bus; telemetry: Telemetry; clock: Clock },
  type: WorkerEvent["type"],
): Promise<void> {
  const { bus, telemetry, clock, workerId, kinds, queues, concurrency } = deps;
  const event = makeEvent<WorkerEvent>({
    type,
    id: `${workerId}:${randomUUID()}`,
    subject: workerId,
    at: new Date(clock.now()).toISOString(),
    data: { kinds, queues: queues ?? null, concurrency, host: hostname(), pid: process.pid },
  });
  await bus.publish([event]).catch(() => telemetry.count("announcements_lost_total", { type }));
}
