import type { FieldError } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { fillAlways } from "@formwork/contracts/schema/fill-always";
import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { ErrorsOf } from "@formwork/contracts/schema/schema-context";
import {
  objectAt,
  type SchemaObject,
  schemaPointers,
} from "@formwork/contracts/schema/schema-tree";
import type { CompiledSchema } from "./compile-parts.ts";

/** A value that is filled in, the schema that has to allow it, and the pointer of its faults. */
type Default = { value: unknown; schema: SchemaObject; pointer: string };

/** Faults of a value to which only something has to be added. */
const incomplete = ["required", "dependentRequired"];
/** Keywords that may be broken only because a value is incomplete. */
const choices = ["oneOf", "anyOf", "if", "not", "contains"];

/**
 * Returns each fault of the defaults in a schema: of one that its own schema does not allow, or that
 * leads to itself. A default may be incomplete, as long as what it holds is allowed.
 */
export function defaultFaults(root: SchemaObject, { errorsOf }: CompiledSchema): FieldError[] {
  return [...schemaPointers(root)].flatMap(([place, schema]) =>
    [...ownDefault(schema, place), ...combinedDefaults(schema, place, root)].flatMap((one) => {
      try {
        return faultsOf(one, root, errorsOf);
      } catch (error) {
        return [{ pointer: one.pointer, message: wordsOf(error), keyword: "default" }];
      }
    }),
  );
}

function ownDefault(schema: SchemaObject, place: string): Default[] {
  if (!("default" in schema)) return [];
  return [{ value: schema.default, schema, pointer: childPointer(place, "default") }];
}

/** Lists the properties whose default stands in a part of their schema: all of it has to allow it. */
function combinedDefaults(schema: SchemaObject, place: string, root: SchemaObject): Default[] {
  return Object.entries(objectAt(schema, "properties")).flatMap(([key, property]) => {
    const [own, ...others] = alwaysInPlace([property], root);
    const source = others.find((part) => "default" in part);
    if (own === undefined || "default" in own || source === undefined) return [];
    const pointer = childPointer(childPointer(place, "properties"), key);
    return [{ value: source.default, schema: own, pointer }];
  });
}

function faultsOf(
  { value, schema, pointer }: Default,
  root: SchemaObject,
  errorsOf: ErrorsOf,
): FieldError[] {
  const errors = errorsOf(schema, fillAlways(schema, value, root));
  const isIncomplete = errors.some(({ keyword }) => incomplete.includes(keyword));
  if (isIncomplete && errors.some(({ keyword }) => choices.includes(keyword))) return [];
  return explain(errors, { schema: root, prefix: pointer }).filter(
    ({ keyword }) => !isIncomplete || !incomplete.includes(keyword),
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
