type Container = Record<string | number, unknown>;

/**
 * Returns a copy of a value in which the one at `path` is replaced. Parts beside the path stay the
 * same objects. A property that becomes undefined keeps its key: that marks it as cleared, so that
 * its default is not filled in again.
 */
export function setValue(
  root: unknown,
  path: readonly (string | number)[],
  value: unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = copyFor(root, key);
  // An assignment to a key such as __proto__ would change the prototype instead.
  Object.defineProperty(copy, key, {
    value: setValue(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

function copyFor(value: unknown, key: string | number): Container {
  // A list is an object whose keys are its indexes.
  if (Array.isArray(value)) return [...value] as unknown as Container;
  if (typeof value === "object" && value !== null) return { ...value };
  return typeof key === "number" ? ([] as unknown as Container) : {};
}
