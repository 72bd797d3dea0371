import type { FieldError } from "../../problem.ts";
import { suggestion } from "../../text/nearest.ts";
import { itemSchemas, propertySchemas, propertySubschemas } from "../child-subschemas.ts";
import { type InPlaceSubschema, inPlaceSubschemas } from "../in-place-subschemas.ts";
import { childPointer } from "../pointer.ts";
import { sameOrNew } from "../same-or-new.ts";
import type { IsValid, SchemaContext } from "../schema-context.ts";
import { isObject, objectAt, type SchemaObject } from "../schema-tree.ts";

/** A payload without inapplicable values, and an error for each field that no schema names. */
export type StrippedPayload = { payload: SchemaObject; unknown: FieldError[] };

/**
 * Removes values that only branches name which are excluded by a condition, type or discriminator.
 * Fields that no branch names stay and are listed in `unknown`: an object whose schema names fields
 * takes no others unless the schema allows them. So are those of an option that does not apply
 * although nothing excludes it.
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
    const applying = schemasThatApply(
      schemas.flatMap((schema) => inPlaceSubschemas(schema, list, context)),
    );
    const stripped = list.map((item, index) =>
      stripValue(itemSchemas(applying, index), item, childPointer(pointer, index)),
    );
    return stripped.every((item, index) => item === list[index]) ? list : stripped;
  }

  function stripObject(
    schemas: unknown[],
    object: SchemaObject,
    pointer: string,
    isRoot: boolean,
  ): SchemaObject {
    const subschemas = schemas.flatMap((schema) => inPlaceSubschemas(schema, object, context));
    const applicable = schemasThatApply(subschemas);
    const closed = isClosed(applicable, isRoot);
    const entries = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
      const at = childPointer(pointer, key);
      const applying = propertySchemas(applicable, key);
      if (applying.length > 0) return [[key, stripValue(applying, value, at)]];
      const names = namersOf(key, subschemas);
      if (names.length > 0 && names.every(({ isExcluded }) => isExcluded)) return [];
      if (names.length > 0) unknown.push(misfit(at));
      else if (closed) unknown.push(unknownField(at, key, subschemas));
      return [[key, value]];
    });
    return sameOrNew(object, entries);
  }
}

function schemasThatApply(subschemas: readonly InPlaceSubschema[]): SchemaObject[] {
  return subschemas.filter(({ applies }) => applies).map(({ schema }) => schema);
}

/** Lists the branches that name the property `key`, none of which applies. */
function namersOf(key: string, subschemas: readonly InPlaceSubschema[]): InPlaceSubschema[] {
  return subschemas.filter(
    ({ schema, applies }) => !applies && propertySubschemas(schema, key).named.length > 0,
  );
}

/**
 * True for an object that takes no further fields because a schema names some. Where the schema
 * says so itself, the validator reports them.
 */
function isClosed(applying: readonly SchemaObject[], isRoot: boolean): boolean {
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

/** A field of an option that nothing but its values excludes: dropping it would lose it unsaid. */
function misfit(pointer: string): FieldError {
  return {
    pointer,
    message: "fits none of the choices together with the other fields",
    keyword: "anyOf",
  };
}

function unknownField(pointer: string, key: string, subschemas: InPlaceSubschema[]): FieldError {
  const known = subschemas.flatMap(({ schema }) => Object.keys(objectAt(schema, "properties")));
  return {
    pointer,
    message: `is not a known field${suggestion(key, known)}`,
    keyword: "unevaluatedProperties",
  };
}
