import { isObject } from "@formwork/contracts/schema/schema-tree";

/**
 * Adds to a value the properties that only `filled` has, a copy of it with defaults. A property that
 * is there stays, also one that is undefined: a person has cleared it. Lists get no more items. What
 * gets nothing stays the same object.
 */
export function addDefaults(value: unknown, filled: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(filled)) {
    const items = value.map((item, index) => addDefaults(item, filled[index]));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value) || !isObject(filled)) return value;
  const added = Object.keys(filled).filter(
    (key) => filled[key] !== undefined && !Object.hasOwn(value, key),
  );
  const kept = Object.entries(value).map(([key, child]): [string, unknown] => [
    key,
    Object.hasOwn(filled, key) ? addDefaults(child, filled[key]) : child,
  ]);
  if (added.length === 0 && kept.every(([key, child]) => child === value[key])) return value;
  return Object.fromEntries([...kept, ...added.map((key) => [key, filled[key]])]);
}
