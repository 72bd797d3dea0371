import { isDuration, parseDuration } from "@formwork/contracts/duration";

/** The units in which a person says how long something is kept, the longest first. */
export const keepUnits = ["days", "hours", "minutes", "seconds"] as const;
type KeepUnit = (typeof keepUnits)[number];

/** What stands in the two controls: a number as typed, and its unit or "for ever". */
export type KeptFor = { amount: string; unit: KeepUnit | "forever" };

const msOf: Record<KeepUnit, number> = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
};
const letterOf: Record<KeepUnit, string> = { days: "d", hours: "h", minutes: "m", seconds: "s" };

/** A hundred years, the longest duration there is. */
const maxMs = 36_525 * msOf.days;

/** Returns what the controls show of a duration: whole numbers of the longest unit that fits. */
export function keptForOf(duration: string | null): KeptFor {
  if (duration === null) return { amount: "", unit: "forever" };
  const ms = parseDuration(duration);
  const unit = keepUnits.find((each) => ms % msOf[each] === 0) ?? "seconds";
  return { amount: String(ms / msOf[unit]), unit };
}

/** Returns the duration that the controls say; null for ever. Only of what has no fault. */
export function durationOf({ amount, unit }: KeptFor): string | null {
  return unit === "forever" ? null : `${Number(amount)}${letterOf[unit]}`;
}

/** Returns what is wrong with a number as it was typed; undefined for nothing. */
export function faultOf({ amount, unit }: KeptFor): string | undefined {
  if (unit === "forever") return undefined;
  if (!/^\d{1,15}$/.test(amount.trim()) || Number(amount) < 1) return "Type a whole number from 1";
  if (Number(amount) * msOf[unit] > maxMs || !isDuration(`${Number(amount)}${letterOf[unit]}`))
    return "Type at most a hundred years, or choose for ever";
  return undefined;
}
