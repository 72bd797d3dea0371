import type { FieldError } from "@formwork/contracts/job";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { fillAlways } from "@formwork/contracts/schema/fill-always";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { type SchemaObject, schemaPointers } from "@formwork/contracts/schema/schema-tree";
import type { CompiledSchema } from "./compile-parts.ts";

/**
 * Returns each fault of the defaults in a schema: of one that its own schema does not allow, or that
 * leads to itself. A default may be incomplete, as long as what it holds is allowed.
 */
export function defaultFaults(root: SchemaObject, { errorsOf }: CompiledSchema): FieldError[] {
  return [...schemaPointers(root)].flatMap(([place, schema]) => {
    if (!("default" in schema)) return [];
    const pointer = childPointer(place, "default");
    try {
      const value = fillAlways(schema, schema.default, root);
      const errors = errorsOf(schema, value);
      const isIncomplete = errors.some(({ keyword }) => keyword === "required");
      return isIncomplete ? [] : explain(errors, { schema: root, prefix: pointer });
    } catch (error) {
      return [{ pointer, message: wordsOf(error), keyword: "default" }];
    }
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
