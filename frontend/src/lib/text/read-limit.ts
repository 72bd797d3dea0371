/** The largest limit that a queue, or an owner, may have. */
const maxLimit = 10_000;

/** What a limit may be: at most `max`; with `isNeeded` not absent. */
export type LimitRange = { max?: number; isNeeded?: boolean };

/** Reads what was typed as a limit: a number, null for none, or what is wrong with it. */
export function readLimit(
  text: string,
  { max = maxLimit, isNeeded = false }: LimitRange = {},
): { limit: number | null } | { fault: string } {
  const typed = text.trim();
  if (typed === "" && !isNeeded) return { limit: null };
  const limit = Number(typed);
  const isFine = /^\d+$/.test(typed) && limit >= 1 && limit <= max;
  const range = `A whole number from 1 to ${max.toLocaleString("en")}`;
  return isFine ? { limit } : { fault: isNeeded ? range : `${range}, or nothing` };
}
