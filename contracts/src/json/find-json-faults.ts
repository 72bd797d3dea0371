import { childPointer } from "../schema/pointer.ts";
import { inexactNumberMessage } from "./exact-number.ts";
import {
  closeBrace,
  closeBracket,
  comma,
  endOfNumber,
  endOfString,
  openBrace,
  openBracket,
  quote,
  startsNumber,
} from "./json-token.ts";
import { isPrototypeKey, prototypeKeys } from "./prototype-key.ts";

/**
 * A place at which the value of a JSON text would differ from the text. `from` and `to` are offsets
 * in the text.
 */
export type JsonFault = {
  pointer: string;
  message: string;
  keyword: "exactNumber" | "uniqueKeys" | "prototypeKey" | "wellFormed";
  from: number;
  to: number;
};

/** Faults of a text after which the search ends, so that their list stays small. */
export const maxJsonFaults = 10_000;

/** An object or list that is open at a place in the text. */
type Frame = { keys: Set<string> | null; key: string | number };

/**
 * Finds the numbers and texts of a valid JSON text that cannot be kept exactly, and the keys that are
 * given twice or are never allowed; at most `maxJsonFaults`. Takes linear time, and needs no call stack.
 */
export function findJsonFaults(text: string): JsonFault[] {
  const faults: JsonFault[] = [];
  const frames: Frame[] = [];
  let top: Frame | undefined;
  let isKeyNext = false;

  function report(keyword: JsonFault["keyword"], message: string, from: number, to: number): void {
    const pointer = frames.reduce((outer, { key }) => childPointer(outer, key), "");
    faults.push({ pointer, message, keyword, from, to });
  }

  function open(keys: Set<string> | null): void {
    top = { keys, key: 0 };
    frames.push(top);
    isKeyNext = keys !== null;
  }

  function close(): void {
    frames.pop();
    top = frames.at(-1);
    isKeyNext = false;
  }

  function nextChild(): void {
    if (typeof top?.key === "number" && top.keys === null) top.key++;
    else isKeyNext = true;
  }

  function readKey(from: number, to: number): void {
    const key: string = JSON.parse(text.slice(from, to));
    isKeyNext = false;
    if (top === undefined) return;
    top.key = key;
    checkText(key, from, to);
    if (isPrototypeKey(key))
      report("prototypeKey", `is not allowed: ${prototypeKeys.join(", ")} never are`, from, to);
    if (top.keys?.has(key))
      report("uniqueKeys", "is given more than once; keep one of them", from, to);
    top.keys?.add(key);
  }

  /** Half of a character cannot be kept: UTF-8, in which texts are stored and sent, has no bytes for it. */
  function checkText(read: string, from: number, to: number): void {
    const message = "has half of a character (a lone surrogate), which cannot be kept";
    if (!read.isWellFormed()) report("wellFormed", message, from, to);
  }

  function readNumber(from: number, to: number): void {
    const message = inexactNumberMessage(text.slice(from, to));
    if (message !== null) report("exactNumber", message, from, to);
  }

  for (let at = 0; at < text.length && faults.length < maxJsonFaults; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (isKeyNext) readKey(at, end + 1);
      else checkText(JSON.parse(text.slice(at, end + 1)), at, end + 1);
      at = end;
    } else if (startsNumber(code)) {
      const end = endOfNumber(text, at);
      readNumber(at, end);
      at = end - 1;
    } else if (code === comma) nextChild();
    else if (code === openBrace) open(new Set());
    else if (code === openBracket) open(null);
    else if (code === closeBrace || code === closeBracket) close();
  }
  return faults;
}
