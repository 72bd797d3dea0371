import type { FieldError } from "@formwork/contracts/job";
import { below } from "@formwork/contracts/pointer";
import type { SchemaObject } from "@formwork/contracts/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { layoutFaults } from "./form-layout.ts";
import { runFaults } from "./run-limits.ts";
import { circleFaults } from "./schema-circles.ts";
import { costFaults } from "./schema-costs.ts";
import { schemaFaults } from "./schema-limits.ts";

/** Largest template, and largest schema in it, in characters of JSON. */
const largestTemplate = 256 * 1024;
const largestSchema = 64 * 1024;
const deepest = 32;

/** Keys that reach an object's prototype where code is careless. */
const forbiddenKeys = ["__proto__", "constructor", "prototype"];

/**
 * What a template may not be, found without compiling anything: too large, too deep, too costly, or using what templates do not have.
 * Each fault names its place.
 */
export function templateFaults(definition: TemplateDefinition): FieldError[] {
  const size = [
    ...sizeFaults("", definition, largestTemplate),
    ...sizeFaults("/payload", definition.payload, largestSchema),
    ...sizeFaults("/result", definition.result ?? {}, largestSchema),
  ];
  // Only what is small and shallow is looked at any further.
  if (size.length > 0) return size;
  const shape = shapeFaults(definition, "", 0);
  if (shape.length > 0) return shape;
  return [
    ...rootFaults(definition.payload),
    ...everySchemaFault(definition.payload, "/payload"),
    ...everySchemaFault(definition.result ?? {}, "/result"),
    ...layoutFaults(definition.form ?? {}, "/form"),
    ...runFaults(definition),
  ];
}

function sizeFaults(pointer: string, value: unknown, most: number): FieldError[] {
  const size = JSON.stringify(value).length;
  return size <= most
    ? []
    : [{ pointer, message: `must have at most ${most / 1024} kB of JSON, and has ${Math.ceil(size / 1024)}`, keyword: "size" }];
}

/** Depth, and keys and characters that are allowed nowhere. */
function shapeFaults(value: unknown, pointer: string, depth: number): FieldError[] {
  if (typeof value === "string" && value.includes("\0")) return [{ pointer, message: "must not hold a NUL character", keyword: "nul" }];
  if (typeof value !== "object" || value === null) return [];
  // The template itself is one level.
  if (depth > deepest + 1) return [{ pointer, message: `must not be nested deeper than ${deepest} levels`, keyword: "depth" }];
  return Object.entries(value).flatMap(([key, inner]) =>
    forbiddenKeys.includes(key)
      ? [{ pointer: below(pointer, key), message: "is not an allowed name", keyword: "name" }]
      : shapeFaults(inner, below(pointer, key), depth + 1),
  );
}

function everySchemaFault(schema: SchemaObject, pointer: string): FieldError[] {
  return [...schemaFaults(schema, pointer), ...costFaults(schema, pointer), ...circleFaults(schema, pointer)];
}

function rootFaults(payload: TemplateDefinition["payload"]): FieldError[] {
  return payload.type === "object" ? [] : [{ pointer: "/payload/type", message: "must be object", keyword: "const" }];
}
