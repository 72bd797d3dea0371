import { isObject, type SchemaObject } from "../schema-tree.ts";
import { entriesOf, type Place, secretPlaces } from "./secret-places.ts";

/** Copies a payload with each of its secrets replaced by what `replace` returns for it. */
export function replaceSecrets(
  schema: SchemaObject,
  payload: SchemaObject,
  replace: (secret: unknown) => unknown,
): SchemaObject {
  const place = secretPlaces(schema);
  // An object is copied as one.
  return place === null ? payload : (visit(payload, place) as SchemaObject);

  function visit(value: unknown, at: Place | null): unknown {
    if (at === null) return value;
    if (at.isSecret) return replace(value);
    if (!Array.isArray(value) && !isObject(value)) return value;
    const entries = Array.from(entriesOf(value), ([key, inner]): [string | number, unknown] => [
      key,
      visit(inner, at.below(key)),
    ]);
    return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  }
}
