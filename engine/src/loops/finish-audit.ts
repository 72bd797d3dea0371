import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

/** Makes the loop that enters into the audit log what a process was at when it died. */
export function createFinishAudit({
  audit,
  telemetry,
  clock,
}: {
  audit: Pick<Audit, "finishAbandoned">;
  telemetry: Telemetry;
  clock: Clock;
}): Loop {
  const loop = every({
    ...{ name: "finish-audit", ms: 20_000, telemetry, clock },
    async step() {
      if (await audit.finishAbandoned()) loop.wake();
    },
  });
  return loop;
}
