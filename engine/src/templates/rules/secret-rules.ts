import type { FieldError } from "@formwork/contracts/job";
import { inPlaceSubschemas } from "@formwork/contracts/schema/in-place-subschemas";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  isObject,
  listAt,
  resolveRef,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { sealName } from "@formwork/contracts/schema/secrets/kept-secrets";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import {
  findSecretsAt,
  marksSecret,
  type Place,
  secretPlaces,
} from "@formwork/contracts/schema/secrets/secret-places";
import { placesOf, reach } from "./schema-reach.ts";

/** Places that are looked at; real schemas have at most as many as they have keywords. */
const maxPlaces = 1000;

/**
 * Returns faults of a payload schema about its secrets: values that the template gives to one, one
 * that is not text, and one where no value can be sealed.
 */
export function secretFaults(root: SchemaObject, prefix: string): FieldError[] {
  const pointers = new Map(placesOf(root, "").map(({ schema, pointer }) => [schema, pointer]));
  const fault = (schema: SchemaObject, keyword: string, message: string): FieldError => ({
    pointer: `${prefix}${childPointer(pointers.get(schema) ?? "", keyword)}`,
    message,
    keyword,
  });
  const places = placesBelow(secretPlaces(root));
  if (places.length > maxPlaces)
    return [fault(root, "properties", "has too many places in which a secret may stand")];
  const faults = [
    ...places.flatMap((place) => (place.isSecret ? valueFaults(place) : dataFaults(place))),
    ...places.filter(({ isSecret }) => isSecret).flatMap(typeFaults),
    ...[...pointers.keys()].flatMap(unsealableFaults),
    ...reservedFaults(root, prefix),
  ];
  return [...new Map(faults.map((one) => [one.pointer + one.message, one])).values()];

  /** A template is shown to everybody who may run it, so it must not hold a secret. */
  function valueFaults({ schemas }: Place): FieldError[] {
    return schemas.flatMap((schema) =>
      ["const", "enum", "default"].flatMap((keyword) =>
        keyword in schema
          ? [fault(schema, keyword, "must not be given for a secret: everybody could read it here")]
          : [],
      ),
    );
  }

  function dataFaults(place: Place): FieldError[] {
    return place.schemas.flatMap((schema) =>
      ["const", "enum", "default"].flatMap((keyword) => {
        const values = keyword === "enum" ? listAt(schema, keyword) : [schema[keyword]];
        const found = values.flatMap((value) => findSecretsAt(place, value));
        return found.length > 0
          ? [fault(schema, keyword, `must not give a value to the secret ${found[0]}`)]
          : [];
      }),
    );
  }

  function typeFaults({ schemas }: Place): FieldError[] {
    const textSchemas = schemas.filter((schema) => isText(root, schema));
    const beside = new Set(textSchemas.flatMap(inPlace));
    const isTextInAll =
      textSchemas.length > 0 && schemas.every(({ type = "string" }) => type === "string");
    return schemas
      .filter((schema) => marksSecret(schema) && !beside.has(schema) && !isTextInAll)
      .map((schema) =>
        fault(schema, "type", "must be string, and nothing else: only a text can be a secret"),
      );
  }

  function inPlace(schema: SchemaObject): SchemaObject[] {
    return inPlaceSubschemas(schema, undefined, { root, isValid: () => true }).map(
      (inner) => inner.schema,
    );
  }

  function unsealableFaults(schema: SchemaObject): FieldError[] {
    return ["not", "propertyNames", "contentSchema"].flatMap((keyword) =>
      isObject(schema[keyword]) && [...reach(root, schema[keyword], () => true)].some(marksSecret)
        ? [fault(schema, keyword, "must not hold a secret: no value here can be kept secret")]
        : [],
    );
  }
}

/** Lists a place and all places inside of it, up to one more than are looked at. */
function placesBelow(start: Place | null): Place[] {
  const found = new Set<Place>();
  const waiting = start === null ? [] : [start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    if (found.size > maxPlaces) break;
    if (!place.isSecret) waiting.push(...place.inner());
  }
  return [...found];
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

/** Returns what only the server may write: the name of a seal, and texts that begin as a mask. */
function reservedFaults(value: unknown, pointer: string): FieldError[] {
  if (isMasked(value))
    return [{ pointer, message: "must not begin with the mask of a secret", keyword: "secret" }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = childPointer(pointer, key);
    return key === sealName
      ? [{ pointer: at, message: "is a name that Formwork keeps to itself", keyword: "secret" }]
      : reservedFaults(inner, at);
  });
}
