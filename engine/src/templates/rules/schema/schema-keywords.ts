/**
 * Keywords of JSON Schema 2020-12 that assert something or hold schemas: they cost time and count
 * towards the limit.
 */
export const assertions: readonly string[] = [
  "$ref",
  "additionalItems",
  "additionalProperties",
  "allOf",
  "anyOf",
  "const",
  "contains",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "dependencies",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "formatExclusiveMaximum",
  "formatExclusiveMinimum",
  "formatMaximum",
  "formatMinimum",
  "if",
  "items",
  "maxContains",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minContains",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "not",
  "oneOf",
  "pattern",
  "patternProperties",
  "prefixItems",
  "properties",
  "propertyNames",
  "required",
  "then",
  "type",
  "unevaluatedItems",
  "unevaluatedProperties",
  "uniqueItems",
];

/** Keywords of JSON Schema that assert nothing. */
export const annotations: readonly string[] = [
  "$comment",
  "$defs",
  "$schema",
  "default",
  "definitions",
  "deprecated",
  "description",
  "discriminator",
  "enumNames",
  "example",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
];

/** Keywords that point out of the schema or change what its references resolve to, with the fault. */
export const refused: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "$id",
    "id",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
    "$async",
  ].map((word) => [word, "is not supported in templates; refer with $ref to #/$defs"]),
);

const keywords = new Set([...assertions, ...annotations]);

/** Keywords that combine schemas about the same value; nested, their costs multiply. */
export const combinators: readonly string[] = [
  "allOf",
  "anyOf",
  "dependencies",
  "dependentSchemas",
  "else",
  "if",
  "not",
  "oneOf",
  "then",
];

export function isKeyword(word: string): boolean {
  return keywords.has(word);
}

export function isAssertion(word: string): boolean {
  return assertions.includes(word);
}
