import { maybeInPlace } from "@formwork/contracts/schema/in-place-closure";
import {
  isObject,
  listAt,
  resolveRef,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { marksSecret, type Place } from "@formwork/contracts/schema/secrets/secret-places";

/** Returns the schemas that mark a secret at a place where a valid value may be no text. */
export function marksBesideText(root: SchemaObject, { schemas }: Place): SchemaObject[] {
  const texts = schemas.filter((schema) => isText(root, schema));
  const isTextInAll = texts.length > 0 && schemas.every(({ type = "string" }) => type === "string");
  if (isTextInAll) return [];
  const beside = new Set(maybeInPlace(texts, root));
  return schemas.filter((schema) => marksSecret(schema) && !beside.has(schema));
}

/** Returns true for a schema under which every valid value is a text. */
function isText(root: SchemaObject, schema: unknown): boolean {
  return reachesText(schema, []);

  function reachesText(at: unknown, outer: readonly unknown[]): boolean {
    if (!isObject(at) || outer.includes(at)) return false;
    const isTextPart = (part: unknown) => reachesText(part, [...outer, at]);
    return (
      at.type === "string" ||
      isTextPart(resolveRef(root, at.$ref)) ||
      listAt(at, "allOf").some(isTextPart) ||
      [listAt(at, "oneOf"), listAt(at, "anyOf")].some(
        (branches) => branches.length > 0 && branches.every(isTextPart),
      )
    );
  }
}
