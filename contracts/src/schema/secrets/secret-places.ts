import { itemSubschemas, propertySubschemas } from "../child-subschemas.ts";
import { maybeInPlace } from "../in-place-closure.ts";
import { childPointer } from "../pointer.ts";
import {
  isObject,
  listAt,
  objectAt,
  resolveRef,
  type SchemaObject,
  subschemas,
} from "../schema-tree.ts";

/**
 * The place of a value in a payload, with the subschemas that may apply to it in any branch. A
 * branch that does not apply counts too, so that no choice of a branch shows a secret.
 */
export type Place = {
  schemas: readonly SchemaObject[];
  /** True where a subschema marks the value as a secret. */
  isSecret: boolean;
  /** Returns the place of a property (text) or item (number); null where no secret can be. */
  below: (key: string | number) => Place | null;
  /** Returns a place for each property and item that the subschemas tell apart. */
  inner: () => Place[];
};

/** Places whose results are remembered, per schema; a hostile schema could have far more. */
const maxPlaces = 1000;

const known = new WeakMap<SchemaObject, Place | null>();

/** Returns the place of the whole payload, or null where the schema has no secret. */
export function secretPlaces(root: SchemaObject): Place | null {
  const found = known.get(root);
  if (found !== undefined) return found;
  const place = createPlaces(root);
  known.set(root, place);
  return place;
}

/** Returns true where `writeOnly` or the format `password` marks a secret. */
export function marksSecret(schema: SchemaObject): boolean {
  return schema.writeOnly === true || schema.format === "password";
}

/** Lists the secrets of a payload by their pointers. A secret's own properties are not listed. */
export function findSecrets(root: SchemaObject, payload: unknown): string[] {
  return findSecretsAt(secretPlaces(root), payload);
}

/** Lists the secrets of a value that stands at `place`, by their pointers from the value on. */
export function findSecretsAt(place: Place | null, value: unknown): string[] {
  const found: string[] = [];
  visit(value, place, "");
  return found;

  function visit(value: unknown, place: Place | null, pointer: string): void {
    if (place === null || value === undefined) return;
    if (place.isSecret) found.push(pointer);
    else
      for (const [key, inner] of entriesOf(value))
        visit(inner, place.below(key), childPointer(pointer, key));
  }
}

/** Lists the items of a list by their numbers, or the properties of an object. */
export function entriesOf(value: unknown): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  return isObject(value) ? Object.entries(value) : [];
}

function createPlaces(root: SchemaObject): Place | null {
  const { all, leading } = reachableSchemas(root);
  const numbers = new Map([...all].map((schema, index) => [schema, index]));
  const places = new Map<string, Place | null>();
  return placeOf([root]);

  function placeOf(schemas: readonly unknown[]): Place | null {
    const applying = maybeInPlace(schemas, root);
    const key = applying.map((schema) => numbers.get(schema)).join();
    const found = places.get(key);
    if (found !== undefined) return found;
    const place = applying.some((schema) => leading.has(schema)) ? newPlace(applying) : null;
    if (places.size < maxPlaces) places.set(key, place);
    return place;
  }

  function newPlace(schemas: readonly SchemaObject[]): Place {
    const steps = new Map<string | number, Place | null>();
    return { schemas, isSecret: schemas.some(marksSecret), below, inner };

    function below(key: string | number): Place | null {
      const step = steps.get(key);
      if (step !== undefined) return step;
      const next = placeOf(
        schemas.flatMap((schema) =>
          typeof key === "number" ? itemsAt(schema, key) : propertiesAt(schema, key),
        ),
      );
      if (steps.size < maxPlaces) steps.set(key, next);
      return next;
    }

    function inner(): Place[] {
      const matched = schemas
        .flatMap((schema) => Object.values(objectAt(schema, "patternProperties")))
        .map((schema) => placeOf([schema]));
      const places = new Set([...keysOf(schemas).map(below), ...matched]);
      return [...places].filter((place) => place !== null);
    }
  }
}

/**
 * Returns the keys and numbers that the schemas tell apart, and one that no schema names, for what
 * they say about all others.
 */
function keysOf(schemas: readonly SchemaObject[]): (string | number)[] {
  const named = schemas.flatMap((schema) => Object.keys(objectAt(schema, "properties")));
  const longest = Math.max(
    0,
    ...schemas.flatMap((schema) => [
      listAt(schema, "prefixItems").length,
      listAt(schema, "items").length,
    ]),
  );
  return [...new Set(named), unnamedKey, ...Array.from({ length: longest + 1 }, (_, at) => at)];
}

/** No schema names this key. */
const unnamedKey = "\u0000";

function propertiesAt(schema: SchemaObject, key: string): unknown[] {
  const { named, open } = propertySubschemas(schema, key);
  return [...named, ...open];
}

function itemsAt(schema: SchemaObject, index: number): unknown[] {
  const own = itemSubschemas(schema, index);
  // What the schema itself describes is not left to `unevaluatedItems`.
  return [...own, schema.contains, ...(own.length > 0 ? [] : [schema.unevaluatedItems])];
}

/**
 * Returns all schemas that are reached from the root, through references and subschemas, and those
 * of them from which a secret is reached.
 */
function reachableSchemas(root: SchemaObject) {
  const parents = new Map<SchemaObject, SchemaObject[]>([[root, []]]);
  const waiting = [root];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    const target = resolveRef(root, schema.$ref);
    const inner = subschemas(schema).map((one) => one.schema);
    for (const child of target === undefined ? inner : [...inner, target]) {
      const others = parents.get(child);
      if (others === undefined) waiting.push(child);
      parents.set(child, [...(others ?? []), schema]);
    }
  }
  const leading = new Set<SchemaObject>();
  const reached = [...parents.keys()].filter(marksSecret);
  for (let schema = reached.pop(); schema !== undefined; schema = reached.pop()) {
    if (leading.has(schema)) continue;
    leading.add(schema);
    reached.push(...(parents.get(schema) ?? []));
  }
  return { all: new Set(parents.keys()), leading };
}
