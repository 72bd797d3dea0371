/** JSON Pointers (RFC 6901). */

/** The pointer of `key` inside the place `pointer` names. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * The keys of a pointer, outermost first; a leading `#` (of a reference inside one schema) is
 * skipped.
 */
export function pointerKeys(pointer: string): string[] {
  const fragment = pointer.startsWith("#") ? decoded(pointer.slice(1)) : pointer;
  return fragment
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What lies at a pointer inside a value, or undefined; own keys only. */
export function lookUpPointer(value: unknown, pointer: string): unknown {
  return pointerKeys(pointer).reduce<unknown>(ownValue, value);
}

/** Text that is not encoded well stands for itself. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function ownValue(value: unknown, key: string): unknown {
  // An object or array with this key of its own; hasOwn has just told so.
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
