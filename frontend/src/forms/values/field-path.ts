import { childPointer, pointerKeys } from "@formwork/contracts/schema/pointer";

/**
 * Converts between the three ways to name a field: the JSON pointer of an error
 * (`/payload/columns/0/name`), the path within the payload (`["columns", "0", "name"]`) and the id
 * of the control (`payload/columns/0/name`).
 */

export const idPrefix = "payload";
export const idSeparator = "/";

/**
 * Returns the path within the payload of a pointer into the request body; empty for `/payload` itself
 * and for other parts of the request.
 */
export function pathOf(pointer: string): string[] {
  const [root, ...rest] = pointerKeys(pointer);
  return root === idPrefix ? rest : [];
}

/** Returns the pointer into the request body of a path within the payload. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.reduce<string>(childPointer, `/${idPrefix}`);
}

/** Returns the id of the control of the field at a pointer. */
export function idOf(pointer: string): string {
  return [idPrefix, ...pathOf(pointer)].join(idSeparator);
}

/** Returns the id of the label of a control, for `aria-labelledby`. */
export const labelId = (id: string) => `${id}__label`;

/** Returns the id of the content of a group; the id itself may be that of a control within it. */
export const groupId = (id: string) => `${id}__group`;

/** Returns the value at a path within the payload; undefined when there is none. */
export function valueAt(payload: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => ownProperty(value, key), payload);
}

function ownProperty(value: unknown, key: string | number): unknown {
  // The index of an array is a key too. Inherited properties are not part of the payload.
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
