import type { FieldError } from "@formwork/contracts/problem";
import { distinctErrors } from "@formwork/contracts/schema/explain/distinct-errors";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  isObject,
  listAt,
  pointersOfSchemas,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { sealName } from "@formwork/contracts/schema/secrets/seal-name";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import {
  findSecretsAt,
  marksSecret,
  type Place,
  secretPlaces,
} from "@formwork/contracts/schema/secrets/secret-places";
import { reach } from "../schema/reach.ts";
import { marksBesideText } from "./secret-types.ts";

/** Places that are looked at; real schemas have at most as many as they have keywords. */
const maxPlaces = 1000;
/** Keywords by which a template gives a value. */
const valueKeywords = ["const", "enum", "default"];
/** Keywords whose schemas are about no value that a payload holds. */
const unsealable = ["not", "propertyNames", "contentSchema"];

type Fault = { schema: SchemaObject; keyword: string; message: string };

/**
 * Returns faults of a payload schema about its secrets: values that the template gives to one, one
 * that is not text, and one where no value can be sealed.
 */
export function secretFaults(root: SchemaObject, prefix: string): FieldError[] {
  const pointers = pointersOfSchemas(root);
  const found = [
    ...placeFaults(root),
    ...[...pointers.keys()].flatMap((schema) => unsealableFaults(root, schema)),
  ];
  const faults = found.map(({ schema, keyword, message }) => ({
    pointer: prefix + childPointer(pointers.get(schema) ?? "", keyword),
    message,
    keyword,
  }));
  const all = [...faults, ...reservedFaults(root, prefix)];
  // A schema that is reached at several places has its fault once.
  return distinctErrors(all);
}

function placeFaults(root: SchemaObject): Fault[] {
  const places = placesBelow(secretPlaces(root));
  if (places.length > maxPlaces) {
    const message = "has too many places in which a secret may stand";
    return [{ schema: root, keyword: "properties", message }];
  }
  return places.flatMap((place) =>
    place.isSecret ? [...valueFaults(place), ...typeFaults(root, place)] : dataFaults(place),
  );
}

/** A template is shown to everybody who may run it, so it must not hold a secret. */
function valueFaults({ schemas }: Place): Fault[] {
  const message = "must not be given for a secret: everybody could read it here";
  return schemas.flatMap((schema) =>
    valueKeywords.flatMap((keyword) => (keyword in schema ? [{ schema, keyword, message }] : [])),
  );
}

/** Returns the values given to what is around a secret that give one to the secret, too. */
function dataFaults(place: Place): Fault[] {
  return place.schemas.flatMap((schema) =>
    valueKeywords.flatMap((keyword) => {
      const values = keyword === "enum" ? listAt(schema, keyword) : [schema[keyword]];
      const [secret] = values.flatMap((value) => findSecretsAt(place, value));
      const message = `must not give a value to the secret ${secret}`;
      return secret === undefined ? [] : [{ schema, keyword, message }];
    }),
  );
}

function typeFaults(root: SchemaObject, place: Place): Fault[] {
  const message = "must be string, and nothing else: only a text can be a secret";
  return marksBesideText(root, place).map((schema) => ({ schema, keyword: "type", message }));
}

function unsealableFaults(root: SchemaObject, schema: SchemaObject): Fault[] {
  const message = "must not hold a secret: no value here can be kept secret";
  return unsealable.flatMap((keyword) => {
    const inner = schema[keyword];
    const isFault = isObject(inner) && [...reach(root, inner, () => true)].some(marksSecret);
    return isFault ? [{ schema, keyword, message }] : [];
  });
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

/** Returns what only the server may write: the name of a seal, and texts that begin as a mask. */
export function reservedFaults(value: unknown, pointer: string): FieldError[] {
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
