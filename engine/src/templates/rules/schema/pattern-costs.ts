import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { objectAt, type SchemaObject, subschemas } from "@formwork/contracts/schema/schema-tree";

/**
 * What the patterns of a schema may cost together, in characters. The rules compile each of them in
 * the caller's thread, which takes some microseconds for a character.
 */
const maxCost = 20_000;
/** What a class of Unicode costs, such as `\p{L}`: it has hundreds of ranges. */
const classCost = 100;

/** Returns a fault for the pattern with which those of a schema cost too much, or none. */
export function patternCostFaults(root: SchemaObject, prefix: string): FieldError[] {
  let cost = 0;
  return visit(root, prefix);

  function visit(schema: SchemaObject, pointer: string): FieldError[] {
    const own = typeof schema.pattern === "string" ? [["pattern", schema.pattern] as const] : [];
    const keys = Object.keys(objectAt(schema, "patternProperties"));
    for (const [at, pattern] of [
      ...own,
      ...keys.map((key) => ["patternProperties", key] as const),
    ]) {
      cost += patternCost(pattern);
      if (cost > maxCost)
        return [{ pointer: childPointer(pointer, at), message: tooCostly, keyword: at }];
    }
    for (const inner of subschemas(schema, pointer)) {
      const faults = visit(inner.schema, inner.pointer);
      if (faults.length > 0) return faults;
    }
    return [];
  }
}

const tooCostly = `must not repeat so much: written out, the patterns of a schema may have ${maxCost} characters together, where a class such as \\p{L} counts as ${classCost}; maxLength bounds long texts`;

/** A class of Unicode, another escape, a set, a count, flags, or any other character. */
const token =
  /\(\?[\w-]*\)|\\[pP](?:\{[^}]*\}|.)|\\.|\[(?:\\.|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gsu;
const unicodeClass = /\\[pP]/g;
/** What stands between a part and its count, and is no part of its own. */
const noPart = /^(?:[*+?]|\\[QE]|\(\?.*)$/s;

/**
 * Returns what a pattern costs to compile: its characters, with each that is repeated as often as its
 * counts say. Never less than a part of it that is compiled; that it is a pattern is not checked.
 */
export function patternCost(pattern: string): number {
  const outer: number[] = [];
  let classes = 0;
  /** Cost of the group that is open, and of what a count after it repeats. */
  let [group, last] = [0, 0];
  for (const [text, least, most] of pattern.matchAll(token)) {
    if (least !== undefined) {
      const times = Math.max(1, Number(least), most === "" ? Number(least) + 1 : Number(most ?? 0));
      group += last * (times - 1);
      last *= times;
    } else if (text === "(") {
      outer.push(group);
      [group, last] = [1, 0];
    } else if (text === ")") {
      last = group + 1;
      group = last + (outer.pop() ?? 0);
    } else if (noPart.test(text)) group += text.length;
    else {
      classes += text.match(unicodeClass)?.length ?? 0;
      last = text.startsWith("[") ? text.length : 1;
      group += last;
    }
  }
  return outer.reduce((sum, cost) => sum + cost, group) + classes * classCost;
}
