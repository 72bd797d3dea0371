import { newId } from "../../jobs/submission/new-id.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { type ScheduleRow, type SlotRow, slotRowOf } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";

/** How long another process may take from its claim to the job, before this one finishes it. */
const takeOverMs = 5000;

/**
 * Claims a slot: the first process that stores its row decides. Returns the row that counts, or
 * null while another process is at work on it.
 */
export async function claimSlot(
  { slots, clock }: Pick<ScheduleDeps, "slots" | "clock">,
  row: ScheduleRow,
  slot: Slot,
  skippedWhy: string | null,
): Promise<SlotRow | null> {
  const now = clock.now();
  const given =
    skippedWhy === null
      ? ({ outcome: "fired", reason: null, jobId: newId() } as const)
      : ({ outcome: "skipped", reason: skippedWhy, jobId: null } as const);
  const claimed = slotRowOf(row.id, slot, { ...given, now });
  if ((await slots.insert({ row: claimed })).outcome === "stored") return claimed;
  const found = await slots.get({ id: claimed.id });
  if (found === null) return null;
  const isAtWork = found.row.outcome === "fired" && now - found.row.claimedAt < takeOverMs;
  return isAtWork ? null : found.row;
}
