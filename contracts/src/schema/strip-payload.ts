import type { FieldError } from "../job.ts";
import { suggestion } from "../nearest.ts";
import { itemSubschemas, propertySubschemas } from "./child-subschemas.ts";
import {
  type InPlaceSubschema,
  type IsValid,
  inPlaceSubschemas,
  type SchemaContext,
} from "./in-place-subschemas.ts";
import { childPointer } from "./pointer.ts";
import { isObject, objectAt, type SchemaObject } from "./schema-tree.ts";

/** A payload without inapplicable values, and an error for each field that no schema names. */
export type StrippedPayload = { payload: SchemaObject; unknown: FieldError[] };

/**
 * Removes values that only branches name which do not apply. Fields that no branch names stay and
 * are listed in `unknown`: an object whose schema names fields takes no others unless the schema
 * allows them.
 */
export function stripPayload(params: {
  schema: SchemaObject;
  payload: SchemaObject;
  isValid: IsValid;
}): StrippedPayload {
  const context: SchemaContext = { root: params.schema, isValid: params.isValid };
  const unknown: FieldError[] = [];
  const payload = stripObject([params.schema], params.payload, "", true);
  return { payload, unknown };

  function stripValue(schemas: unknown[], value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) return stripList(schemas, value, pointer);
    return isObject(value) ? stripObject(schemas, value, pointer, false) : value;
  }

  function stripList(schemas: unknown[], list: unknown[], pointer: string): unknown[] {
    const applying = schemas
      .flatMap((schema) => inPlaceSubschemas(schema, list, context))
      .filter(({ applies }) => applies);
    return list.map((item, index) =>
      stripValue(
        applying.flatMap(({ schema }) => itemSubschemas(schema, index)),
        item,
        childPointer(pointer, index),
      ),
    );
  }

  function stripObject(
    schemas: unknown[],
    object: SchemaObject,
    pointer: string,
    isRoot: boolean,
  ): SchemaObject {
    const subschemas = schemas.flatMap((schema) => inPlaceSubschemas(schema, object, context));
    const closed = isClosed(subschemas, isRoot);
    const entries = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
      const at = childPointer(pointer, key);
      const applying = applyingTo(key, subschemas);
      if (applying.length > 0) return [[key, stripValue(applying, value, at)]];
      if (isInapplicable(key, subschemas)) return [];
      if (closed) unknown.push(unknownField(at, key, subschemas));
      return [[key, value]];
    });
    return Object.fromEntries(entries);
  }
}

/** Lists the schemas that apply to the property `key`. */
function applyingTo(key: string, subschemas: InPlaceSubschema[]): unknown[] {
  return subschemas
    .filter(({ applies }) => applies)
    .flatMap(({ schema }) => {
      const { named, open } = propertySubschemas(schema, key);
      return [...named, ...open];
    });
}

/** True for a property that a branch names which does not apply. */
function isInapplicable(key: string, subschemas: InPlaceSubschema[]): boolean {
  return subschemas.some(
    ({ schema, applies }) => !applies && propertySubschemas(schema, key).named.length > 0,
  );
}

/**
 * True for an object that takes no further fields because a schema names some. Where the schema
 * says so itself, the validator reports them.
 */
function isClosed(subschemas: InPlaceSubschema[], isRoot: boolean): boolean {
  const applying = subschemas.filter(({ applies }) => applies).map(({ schema }) => schema);
  if (
    applying.some(
      (schema) => schema.additionalProperties === false || schema.unevaluatedProperties === false,
    )
  )
    return false;
  return (
    isRoot || applying.some((schema) => "properties" in schema || "patternProperties" in schema)
  );
}

function unknownField(pointer: string, key: string, subschemas: InPlaceSubschema[]): FieldError {
  const known = subschemas.flatMap(({ schema }) => Object.keys(objectAt(schema, "properties")));
  return {
    pointer,
    message: `is not a known field${suggestion(key, known)}`,
    keyword: "unevaluatedProperties",
  };
}
