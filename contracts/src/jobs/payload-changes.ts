import type { Static } from "typebox";
import { isPrototypeKey } from "../json/prototype-key.ts";
import { childPointer, ownValue, pointerKeys } from "../schema/pointer.ts";
import { isObject } from "../schema/schema-tree.ts";
import { closed } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** Changes that are made once and laid over the payload of each of many jobs. */

type Payload = Record<string, unknown>;

/** One field of a payload that gets another value, or is left out. */
export const PayloadChange = closed({
  path: Type.String({
    pattern: "^(/[^/]+)+$",
    maxLength: 1000,
    description: "JSON Pointer of the field, through objects alone: a list changes as a whole",
  }),
  value: Type.Optional(Type.Unknown({ description: "Its new value; absent leaves the field out" })),
});
export type PayloadChange = Static<typeof PayloadChange>;

/**
 * Returns the changes that make one payload of another, field by field. A list or an object that
 * takes the place of another kind of value is one change.
 */
export function changesBetween(before: Payload, after: Payload, pointer = ""): PayloadChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const path = childPointer(pointer, key);
    if (!Object.hasOwn(after, key)) return [{ path }];
    const [old, value] = [ownValue(before, key), after[key]];
    if (Object.hasOwn(before, key) && isEqual(old, value)) return [];
    return isObject(old) && isObject(value) ? changesBetween(old, value, path) : [{ path, value }];
  });
}

/** Returns a payload with changes laid over it; objects on the way are made where they are missing. */
export function applyChanges(payload: Payload, changes: readonly PayloadChange[]): Payload {
  return changes.reduce(
    (changed, change) => applyAt(changed, pointerKeys(change.path), change),
    payload,
  );
}

/** Returns why changes cannot be laid over a payload: their place, or null where they can. */
export function faultyChange(changes: readonly PayloadChange[]): number | null {
  const place = changes.findIndex(({ path }) => pointerKeys(path).some(isPrototypeKey));
  return place < 0 ? null : place;
}

function applyAt(within: Payload, keys: readonly string[], change: PayloadChange): Payload {
  const [key = "", ...rest] = keys;
  const inner = ownValue(within, key);
  if (rest.length > 0) {
    if (!("value" in change) && !isObject(inner)) return within;
    return { ...within, [key]: applyAt(isObject(inner) ? inner : {}, rest, change) };
  }
  if ("value" in change) return { ...within, [key]: change.value };
  const { [key]: _, ...others } = within;
  return others;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}
