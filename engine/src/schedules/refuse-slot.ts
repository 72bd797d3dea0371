import { changeRow } from "../store/tables/change-row.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";

/** Stores at a claimed slot why its job was refused. */
export async function refuseSlot(
  { slots }: Pick<ScheduleDeps, "slots">,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await changeRow(slots, { id }, (slot) => ({
    ...slot,
    outcome: "refused" as const,
    reason,
    jobId: null,
  }));
}
