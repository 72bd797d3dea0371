import { every, type Loop } from "../runtime/loop.ts";
import { fireDueSchedules } from "../schedules/fire/fire-due.ts";
import type { ScheduleDeps } from "../schedules/schedule-deps.ts";

/**
 * Makes the loop that fires schedules. Every scheduler runs it: the row of a slot lets one of them
 * make its job, and another one finish what was begun.
 */
export function createFire(deps: ScheduleDeps): Loop {
  const onLag = (ms: number) => deps.telemetry.gauge("schedule_lag_seconds", ms / 1000);
  return every({
    name: "fire",
    ms: 250,
    step: () => fireDueSchedules({ ...deps, onLag }),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}
