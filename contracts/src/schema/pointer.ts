/** JSON Pointers (RFC 6901). */

/** Returns the pointer of the property or item `key` of what `pointer` names. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * Returns the keys of a pointer, outermost first. A leading `#`, as in a reference within one
 * schema, is skipped.
 */
export function pointerKeys(pointer: string): string[] {
  const fragment = pointer.startsWith("#") ? decodeFragment(pointer.slice(1)) : pointer;
  return fragment
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Returns the value at a pointer, or undefined; inherited properties do not count. */
export function lookUpPointer(value: unknown, pointer: string): unknown {
  return pointerKeys(pointer).reduce<unknown>(ownValue, value);
}

/** Returns text that is not percent-encoded correctly as it is. */
function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Returns the property or item `key` of a value, or undefined; inherited properties do not count. */
export function ownValue(value: unknown, key: string): unknown {
  // The cast is safe: an object or array that has this key.
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
