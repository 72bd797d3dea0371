/** The largest limit that a queue, or an owner, may have. */
const maxLimit = 10_000;

/** Reads what was typed as a limit: a number, null for none, or what is wrong with it. */
export function readLimit(text: string): { limit: number | null } | { fault: string } {
  const typed = text.trim();
  if (typed === "") return { limit: null };
  const limit = Number(typed);
  const isFine = /^\d+$/.test(typed) && limit >= 1 && limit <= maxLimit;
  return isFine
    ? { limit }
    : { fault: `A whole number from 1 to ${maxLimit.toLocaleString("en")}, or nothing` };
}
