import { parseDuration } from "@formwork/contracts/duration";
import type { FieldError } from "@formwork/contracts/problem";
import type { Retention } from "@formwork/contracts/retention";

/** Who breaks in may not remove the traces of it by a setting. */
const minAuditMs = 7 * 86_400_000;

/** Returns a fault for each duration of a retention that is too short. */
export function retentionFaults(retention: Partial<Retention>, pointer: string): FieldError[] {
  return Object.entries(retention).flatMap(([name, duration]) => {
    const [minMs, least] = name === "audit" ? [minAuditMs, "7d"] : [1000, "1s"];
    return duration === null || duration === undefined || parseDuration(duration) >= minMs
      ? []
      : [
          {
            pointer: `${pointer}/${name}`,
            message: `must be ${least} or longer; null keeps for ever`,
            keyword: "minimum",
          },
        ];
  });
}
