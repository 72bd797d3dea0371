import { parseDuration } from "@formwork/contracts/duration";
import { maxEndWaitMs } from "@formwork/contracts/operations/operation";
import { fail } from "@formwork/engine/errors";

/** Returns the milliseconds of a wait, which may be at most `maxMs`; none where it is absent. */
export function waitOf(
  text: string | undefined,
  { pointer, maxMs }: { pointer: string; maxMs: number },
): number {
  const ms = text === undefined ? 0 : parseDuration(text);
  if (ms <= maxMs) return ms;
  const message = `must be at most ${maxMs / 1000}s`;
  return fail("invalid-request", `${pointer} ${message}`, [
    { pointer, message, keyword: "maximum" },
  ]);
}

/** Returns how long a request waits for the end of its job, in milliseconds. */
export function endWaitOf({ wait }: { wait?: string }): number {
  return waitOf(wait, { pointer: "/query/wait", maxMs: maxEndWaitMs });
}
