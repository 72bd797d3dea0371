import type { FieldError } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";

/** Returns the faults of a result. */
export type ResultCheck = (result: unknown) => FieldError[];

/**
 * Compiles the result schema of a template. Unbounded in time and memory for a hostile schema: runs
 * only in the sandbox's thread.
 */
export function compileResultCheck(schema: SchemaObject): ResultCheck {
  const validate = createAjv().compile(schema);
  return (result) =>
    validate(result) ? [] : explain(validate.errors ?? [], { schema, prefix: "/result" });
}
