import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { RunKind } from "@formwork/contracts/template";
import type { Bus } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";

type Announced = {
  workerId: string;
  kinds: RunKind[];
  queues?: string[] | undefined;
  concurrency: number;
};

/** Tells everybody that this worker came or went. It works as well when nobody hears it. */
export async function announce(
  deps: Announced & { bus: Bus; telemetry: Telemetry; clock: Clock },
  type: "worker.online" | "worker.offline",
): Promise<void> {
  const { bus, telemetry, clock, workerId, kinds, queues, concurrency } = deps;
  const event = {
    specversion: "1.0",
    id: `${workerId}:${randomUUID()}`,
    source: "/formwork",
    subject: workerId,
    type,
    time: new Date(clock.now()).toISOString(),
    datacontenttype: "application/json",
    data: { kinds, queues: queues ?? null, concurrency, host: hostname(), pid: process.pid },
  } as const;
  await bus.publish([event]).catch(() => telemetry.count("announcements_lost_total", { type }));
}
