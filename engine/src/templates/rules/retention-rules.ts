import { parseDuration } from "@formwork/contracts/duration";
import type { FieldError } from "@formwork/contracts/job";
import type { Retention } from "@formwork/contracts/retention";

/** Returns a fault for each duration of a retention that is shorter than a second. */
export function retentionFaults(retention: Partial<Retention>, pointer: string): FieldError[] {
  return Object.entries(retention).flatMap(([name, duration]) =>
    duration === null || duration === undefined || parseDuration(duration) >= 1000
      ? []
      : [
          {
            pointer: `${pointer}/${name}`,
            message: "must be 1s or longer; null keeps for ever",
            keyword: "minimum",
          },
        ],
  );
}
