import { maxResultBytes } from "@formwork/engine/work/attempt-limits";
import type { FromChild } from "./module-messages.ts";

/**
 * Returns the message with a handler's result, or with what is wrong with it. A result that JSON
 * would change without a word fails the attempt, for good: the work is done, and doing it again
 * would repeat its effects.
 */
export function resultMessage(result: unknown): FromChild {
  const json = JSON.stringify(result) ?? null;
  const lost = findLost(result);
  if (lost !== null) return refused("invalid-result", lost);
  if (json !== null && Buffer.byteLength(json) > maxResultBytes)
    return refused("too-large", `The result is longer than ${maxResultBytes} bytes of JSON`);
  return { type: "returned", json };
}

function refused(reason: string, message: string): FromChild {
  return { type: "failed", reason, message, fatal: true };
}

/** Returns a message about the first value that JSON cannot hold, or null where there is none. */
function findLost(result: unknown): string | null {
  let found: string | null = null;
  JSON.stringify(result, function (this: Record<string, unknown>, key, value: unknown) {
    // The value itself, which JSON may have replaced by what its toJSON() returns.
    const lost = found === null ? lostValue(this[key]) : null;
    if (lost !== null) found = `The result holds ${lost.what}${placeOf(key)}, ${lost.why}`;
    return value;
  });
  return found;
}

const wanted = "which JSON cannot hold; return";

function lostValue(value: unknown): { what: string; why: string } | null {
  if (typeof value === "number" && !Number.isFinite(value))
    return { what: String(value), why: `${wanted} a text or null` };
  if (typeof value === "function") return { what: "a function", why: `${wanted} what it gives` };
  if (typeof value === "symbol") return { what: "a symbol", why: `${wanted} a text` };
  if (value instanceof Map) return { what: "a Map", why: `${wanted} Object.fromEntries(map)` };
  if (value instanceof Set) return { what: "a Set", why: `${wanted} [...set]` };
  if (value instanceof RegExp) return { what: "a RegExp", why: `${wanted} its source` };
  if (value instanceof Error) return { what: "an Error", why: `${wanted} its message` };
  if (value instanceof Promise) return { what: "a Promise", why: "which has to be awaited" };
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return { what: "bytes", why: `${wanted} them as text, such as buffer.toString("base64")` };
  return null;
}

function placeOf(key: string): string {
  return key === "" ? "" : ` at "${key}"`;
}
