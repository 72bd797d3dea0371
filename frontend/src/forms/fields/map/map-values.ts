import { linearPattern } from "@formwork/contracts/schema/pattern";
import { isObject, objectAt } from "@formwork/contracts/schema/schema-tree";
import { type AnySchema, asSchema } from "../../values/schema-at.ts";

/** Returns the schema of the value under a key: that of its pattern, else of all other keys. */
export function valueSchema(schema: AnySchema, key: string): AnySchema {
  const patterns = Object.entries(objectAt(schema, "patternProperties"));
  const rest = schema.additionalProperties;
  const matching = patterns.find(([pattern]) => key !== "" && linearPattern(pattern).test(key));
  if (matching !== undefined) return asSchema(matching[1]);
  // Where a key has to match, the control is that of the first pattern until it does.
  return rest === false || (rest === undefined && patterns.length > 0)
    ? asSchema(patterns[0]?.[1])
    : asSchema(rest);
}

/** Returns the value of a new row, of a schema whose references are resolved; undefined for none yet. */
export function initialValue(schema: AnySchema): unknown {
  return "default" in schema ? structuredClone(schema.default) : emptyValue(schema);
}

/** Returns the value that stands for nothing typed or chosen; undefined where there is none. */
export function emptyValue(schema: AnySchema): unknown {
  if ("enum" in schema || "const" in schema || "oneOf" in schema || "anyOf" in schema)
    return undefined;
  const types: unknown[] = [schema.type].flat();
  if (types.includes("null")) return null;
  return emptyValues[String(types[0])]?.();
}

const emptyValues: Readonly<Record<string, () => unknown>> = {
  string: () => "",
  boolean: () => false,
  object: () => ({}),
  array: () => [],
};

/** True for an object that takes keys beside its named fields. */
export function takesFreeKeys(schema: AnySchema): boolean {
  const { additionalProperties } = schema;
  return (
    Object.keys(objectAt(schema, "patternProperties")).length > 0 ||
    additionalProperties === true ||
    isObject(additionalProperties)
  );
}
