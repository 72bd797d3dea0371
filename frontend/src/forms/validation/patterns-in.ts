/**
 * Returns every text in a schema that may be a pattern: all values of `pattern` and the keys of
 * `patternProperties`, in its data too.
 */
export function patternsIn(schema: object): string[] {
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === "pattern" && typeof value === "string" ? [value] : []),
    ...(isObject(value) && key === "patternProperties" ? Object.keys(value) : []),
    ...(isObject(value) ? patternsIn(value) : []),
  ]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
