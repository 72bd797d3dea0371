import { exactLength } from "./exact-number.ts";
import {
  colon,
  endOfNumber,
  endOfString,
  isExponentMark,
  quote,
  startsNumber,
} from "./json-token.ts";
import { isPrototypeKey } from "./prototype-key.ts";

/** The members of deeper values are not counted, so that the call stack cannot overflow. */
const maxDepth = 200;

/** The first or second half of a character without the other, as an escape or as it is. */
const halfCharacter =
  /\\u[dD](?:[89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])|[c-fC-F][\da-fA-F]{2}(?<!\\u[dD][89abAB][\da-fA-F]{2}\\u.{4}))|\p{Cs}/u;

/**
 * Returns false for a JSON text that its value holds exactly: no number is long, no character is
 * given by a half of it, and the value has as many members as the text, so that no key is given
 * twice. Takes a fraction of the time that parsing took; true means only that `findJsonFaults` has to
 * look.
 */
export function mayHaveFaults(text: string, value: unknown): boolean {
  return halfCharacter.test(text) || countWrittenMembers(text) !== countMembers(value, 0);
}

/** Returns the number of members of all objects in the text; NaN where a number is long. */
function countWrittenMembers(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === colon) members++;
    else if (startsNumber(code)) {
      const end = endOfNumber(text, at);
      if (end - at > 1 && isLong(text, at, end)) return Number.NaN;
      at = end - 1;
    }
  }
  return members;
}

function isLong(text: string, start: number, end: number): boolean {
  if (end - start > exactLength) return true;
  for (let at = start; at < end; at++) if (isExponentMark(text.charCodeAt(at))) return true;
  return false;
}

/** Returns the number of members of all objects in a value; NaN where a key is forbidden. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > maxDepth) return Number.NaN;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += countMembers(item, depth + 1);
    return members;
  }
  // The cast is safe: it is an object, and only its own keys are read.
  const object = value as Record<string, unknown>;
  for (const key of Object.keys(object)) {
    if (isPrototypeKey(key)) return Number.NaN;
    members += 1 + countMembers(object[key], depth + 1);
  }
  return members;
}
