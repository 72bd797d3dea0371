/**
 * Where a field is. Three spellings of one place: the pointer of an error
 * (`/payload/columns/0/name`), the path inside the payload (`["columns", "0", "name"]`) and the id
 * of the field's control (`payload/columns/0/name`).
 */

export const idPrefix = "payload";
export const idSeparator = "/";

/**
 * Path inside the payload that a pointer from the request body names; `/payload` itself is the
 * empty path.
 */
export function pathOf(pointer: string): string[] {
  const [, root, ...rest] = pointer.split("/").map(unescapeToken);
  return root === idPrefix ? rest : [];
}

/** Pointer from the request body to a path inside the payload. */
export function pointerOf(path: readonly (string | number)[]): string {
  return [`/${idPrefix}`, ...path.map((key) => escapeToken(String(key)))].join("/");
}

/** Id of the control of the field that an error names. */
export function idOf(pointer: string): string {
  return [idPrefix, ...pathOf(pointer)].join(idSeparator);
}

/** What the payload holds at a path, or undefined. */
export function valueAt(payload: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => own(value, key), payload);
}

function own(value: unknown, key: string | number): unknown {
  // Objects and arrays alike are looked into by key; `in` on a prototype would find things the
  // payload does not hold.
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

const unescapeToken = (token: string) => token.replaceAll("~1", "/").replaceAll("~0", "~");
const escapeToken = (token: string) => token.replaceAll("~", "~0").replaceAll("/", "~1");
