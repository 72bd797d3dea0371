import { parseDuration } from "@formwork/contracts/duration";
import { maxEndWaitMs } from "@formwork/contracts/operations/operation";
import { fail } from "@formwork/engine/errors";
import type { Reply } from "../../http/handler.ts";

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

/**
 * Returns how long a request waits for the end of its job, in milliseconds: as its query says, or else
 * its header `Prefer`. A preference that is above the limit is applied in part, and the reply says so.
 */
export function endWaitOf(
  { query, headers }: { query: { wait?: string }; headers: { prefer?: string } },
  reply: Pick<Reply, "applied">,
): number {
  if (query.wait !== undefined)
    return waitOf(query.wait, { pointer: "/query/wait", maxMs: maxEndWaitMs });
  const preferred = preferredSeconds(headers.prefer);
  if (preferred === null) return 0;
  const seconds = Math.min(preferred, maxEndWaitMs / 1000);
  reply.applied(`wait=${seconds}`);
  return seconds * 1000;
}

/** Returns the seconds of `wait` in a header `Prefer`, the first one; null where there is none. */
function preferredSeconds(header = ""): number | null {
  const named = header
    .split(",")
    .map((one) => /^\s*wait\s*(?:=\s*"?([^";]*?)"?\s*)?(?:;|$)/i.exec(one))
    .find((match) => match !== null);
  if (named === undefined) return null;
  const [, seconds = ""] = named;
  if (/^\d{1,9}$/.test(seconds)) return Number(seconds);
  const message = "must say `wait` in whole seconds, such as wait=30";
  return fail("invalid-request", `/headers/prefer ${message}`, [
    { pointer: "/headers/prefer", message, keyword: "pattern" },
  ]);
}
