/**
 * Returns true where `actual` contains `wanted`: objects have all keys of `wanted`, arrays the same
 * number of items, and all other values are equal.
 */
export function isSubset(wanted: unknown, actual: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return wanted === actual;
  if (
    typeof actual !== "object" ||
    actual === null ||
    Array.isArray(wanted) !== Array.isArray(actual)
  )
    return false;
  if (Array.isArray(wanted) && Array.isArray(actual) && wanted.length !== actual.length)
    return false;
  // A map of the own keys, so that none of a prototype is found.
  const found = new Map(Object.entries(actual));
  return Object.entries(wanted).every(
    ([key, item]) => found.has(key) && isSubset(item, found.get(key)),
  );
}
