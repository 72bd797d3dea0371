/**
 * True where `actual` contains `wanted`: objects by the keys that `wanted` names, arrays item by
 * item, all else by being equal.
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
  // Own keys only: nothing of a prototype counts as an answer.
  const found = new Map(Object.entries(actual));
  return Object.entries(wanted).every(
    ([key, item]) => found.has(key) && isSubset(item, found.get(key)),
  );
}
