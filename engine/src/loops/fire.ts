import type { Loop } from "../runtime/loop.ts";
import { fireDueSchedules } from "../schedules/fire/fire-due.ts";
import type { ScheduleDeps } from "../schedules/schedule-deps.ts";
import { neverDue } from "../schedules/schedule-tables.ts";
import { whenDue } from "./when-due.ts";

/**
 * Makes the loop that fires schedules. Every scheduler runs it: the row of a slot lets one of them
 * make its job, and another one finish what was begun.
 */
export function createFire(deps: ScheduleDeps): Loop {
  const { bus, telemetry, clock } = deps;
  return whenDue({
    ...{ name: "fire", now: clock.now, bus, telemetry, clock },
    async step() {
      let dueAt = neverDue;
      const onDue = (at: number) => {
        dueAt = at;
        telemetry.gauge("schedule_lag_seconds", Math.max(0, clock.now() - at) / 1000);
      };
      await fireDueSchedules({ ...deps, onDue });
      return dueAt;
    },
  });
}
