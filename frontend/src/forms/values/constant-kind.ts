type SchemaLike = { const?: unknown; default?: unknown; enum?: unknown; oneOf?: unknown };

/**
 * How a constant is shown. `mark`: it follows from the choice of a branch, and is hidden. `typed`: a
 * person types it, such as the word DELETE. `ticked`: a person ticks a box. Null for no constant, and
 * for one of a list of values.
 */
export type ConstantKind = "mark" | "typed" | "ticked";

/** Decides how a constant is shown; in the form's schema marks alone have a default. */
export function constantKind(schema: SchemaLike): ConstantKind | null {
  if (!("const" in schema) || schema.enum !== undefined || schema.oneOf !== undefined) return null;
  if ("default" in schema) return "mark";
  return ["string", "number"].includes(typeof schema.const) ? "typed" : "ticked";
}
