import type { FieldError } from "../../problem.ts";
import { childPointer } from "../pointer.ts";
import { isObject, type SchemaObject } from "../schema-tree.ts";
import { sealName } from "./seal-name.ts";
import { isMasked } from "./secret-mask.ts";
import { entriesOf, type Place, secretPlaces } from "./secret-places.ts";

/** The stored secrets that a payload may keep, by their handles: the value, or why it may not. */
export type KeptSecrets = Record<string, { value: unknown } | { fault: string }>;

/** A payload in which each handle is replaced by its secret, and where each of them stands. */
export type ResolvedPayload = {
  payload: SchemaObject;
  /** The handle by the pointer of the value that replaced it. */
  handles: Map<string, string>;
  /** An error for each text that begins with the mask and stands for nothing there. */
  errors: FieldError[];
};

/**
 * Replaces the handles of a payload by the secrets they stand for. A handle counts only where the
 * schema has a secret, and stands for the same one in whatever item or key it is found.
 */
export function resolveSecrets(
  schema: SchemaObject,
  payload: SchemaObject,
  kept: KeptSecrets,
): ResolvedPayload {
  const handles = new Map<string, string>();
  const errors: FieldError[] = [];
  if (!holdsReserved(payload)) return { payload, handles, errors };
  const resolved = visit(payload, secretPlaces(schema), "");
  // The root is an object, and stays one.
  return { payload: resolved as SchemaObject, handles, errors };

  function visit(value: unknown, place: Place | null, pointer: string): unknown {
    if (isMasked(value)) return secretOf(value, place, pointer);
    if (typeof value !== "object" || value === null) return value;
    if (isObject(value) && Object.hasOwn(value, sealName))
      errors.push(
        error(childPointer(pointer, sealName), `is a name that Formwork keeps to itself`),
      );
    for (const key of Object.keys(value)) if (isMasked(key)) errors.push(keyError(pointer, key));
    const inner = place?.isSecret ? null : place;
    const entries = Array.from(entriesOf(value), ([key, item]): [string | number, unknown] => [
      key,
      visit(item, inner?.below(key) ?? null, childPointer(pointer, key)),
    ]);
    return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
  }

  function secretOf(handle: string, place: Place | null, pointer: string): unknown {
    const secret = Object.hasOwn(kept, handle) ? kept[handle] : undefined;
    if (place?.isSecret && secret !== undefined && "value" in secret) {
      handles.set(pointer, handle);
      return secret.value;
    }
    errors.push(error(pointer, faultOf(place, secret)));
    return handle;
  }
}

/** Returns true for what only the server writes, anywhere in a value: most payloads have nothing. */
function holdsReserved(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isMasked(value);
  if (Array.isArray(value)) return value.some(holdsReserved);
  return (
    Object.hasOwn(value, sealName) ||
    Object.keys(value).some(isMasked) ||
    Object.values(value).some(holdsReserved)
  );
}

/** A handle stands for a value; as a key it would be kept as the text that it is. */
function keyError(pointer: string, key: string): FieldError {
  return error(childPointer(pointer, key), "must not have a name that begins with the mask");
}

function faultOf(place: Place | null, secret: KeptSecrets[string] | undefined): string {
  if (!place?.isSecret)
    return "begins with the mask of a secret, which stands for nothing here; type the value itself";
  return secret !== undefined && "fault" in secret
    ? secret.fault
    : "stands for no secret that is kept here; type this secret again";
}

function error(pointer: string, message: string): FieldError {
  return { pointer: `/payload${pointer}`, message, keyword: "secret" };
}
