/** Copies a value without the one at a path. An item of a list becomes null: the others stay. */
export function withoutPath(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? withoutPath(item, rest) : item));
  if (typeof value !== "object" || value === null || key === undefined) return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name !== key) return [[name, inner]];
      return rest.length === 0 ? [] : [[name, withoutPath(inner, rest)]];
    }),
  );
}
