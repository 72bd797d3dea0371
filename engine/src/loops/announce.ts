import { every, type Loop } from "../runtime/loop.ts";
import { announceLeft } from "../schedules/announce/announce-schedules.ts";
import type { ScheduleDeps } from "../schedules/schedule-deps.ts";

/**
 * Makes the loop that publishes events of schedules that were left: by a process that died, or while
 * the bus was away. Every scheduler runs it; readers drop what two of them publish.
 */
export function createAnnounce(deps: ScheduleDeps): Loop {
  const { telemetry, clock } = deps;
  return every({ name: "announce", ms: 2000, step: () => announceLeft(deps), telemetry, clock });
}
