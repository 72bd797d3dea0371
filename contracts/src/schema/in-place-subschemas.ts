import { isObject, listAt, objectAt, resolveRef, type SchemaObject } from "./schema-tree.ts";

/**
 * Subschemas that apply to the same value as the schema they stand in ("in-place applicators" of
 * JSON Schema): references, `allOf`, `oneOf`, `anyOf`, conditions and dependencies.
 */

/** One of them. `applies` is false in a branch that the value does not select. */
export type InPlaceSubschema = { schema: SchemaObject; applies: boolean };

/** Returns true when a value is valid under a schema, which is an object of the schema's tree. */
export type IsValid = (schema: SchemaObject, value: unknown) => boolean;
/** The whole schema, against which references resolve, and the validator of its parts. */
export type SchemaContext = { root: SchemaObject; isValid: IsValid };

/** Lists `schema` and every subschema in place, each once per value of `applies`. */
export function inPlaceSubschemas(
  schema: unknown,
  value: unknown,
  context: SchemaContext,
): InPlaceSubschema[] {
  const found: InPlaceSubschema[] = [];
  visit(schema, true);
  return found;

  function visit(schema: unknown, applies: boolean): void {
    if (!isObject(schema) || isFound(schema, applies)) return;
    found.push({ schema, applies });
    visit(resolveRef(context.root, schema.$ref), applies);
    for (const part of listAt(schema, "allOf")) visit(part, applies);
    for (const keyword of ["oneOf", "anyOf"]) {
      const options = listAt(schema, keyword);
      const selected = applies ? selectOptions(options, value, context) : [];
      for (const [index, option] of options.entries()) visit(option, selected[index] === true);
    }
    visitCondition(schema, applies);
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const [key, dependent] of Object.entries(objectAt(schema, keyword)))
        visit(dependent, applies && hasKey(value, key));
    }
  }

  function isFound(schema: SchemaObject, applies: boolean): boolean {
    return found.some((one) => one.schema === schema && one.applies === applies);
  }

  function visitCondition(schema: SchemaObject, applies: boolean): void {
    if (!("if" in schema)) return;
    const holds = applies && isValidUnder(schema.if, value, context.isValid);
    // The condition names its fields whether it holds or not.
    visit(schema.if, applies);
    visit(schema.then, holds);
    visit(schema.else, applies && !holds);
  }
}

/**
 * Returns for each option of `oneOf` or `anyOf` whether it is selected: the options under which the
 * value is valid; if there are none, those whose discriminator it has; if there are none, all.
 */
function selectOptions(
  options: readonly unknown[],
  value: unknown,
  { root, isValid }: SchemaContext,
): boolean[] {
  const valid = options.map((option) => isValidUnder(option, value, isValid));
  if (valid.includes(true)) return valid;
  const discriminated = options.map(
    (option) =>
      isObject(option) && hasDiscriminator(resolveRef(root, option.$ref) ?? option, value),
  );
  return discriminated.includes(true) ? discriminated : options.map(() => true);
}

/** A discriminator is a property that the option restricts to a constant or a list of values. */
function hasDiscriminator(option: SchemaObject, value: unknown): boolean {
  const discriminators = Object.entries(objectAt(option, "properties")).filter(
    ([key, schema]) =>
      hasKey(value, key) && isObject(schema) && ("const" in schema || "enum" in schema),
  );
  return (
    discriminators.length > 0 &&
    discriminators.every(
      ([key, schema]) => isObject(schema) && isObject(value) && allows(schema, value[key]),
    )
  );
}

function allows(schema: SchemaObject, value: unknown): boolean {
  return "const" in schema ? schema.const === value : listAt(schema, "enum").includes(value);
}

function isValidUnder(schema: unknown, value: unknown, isValid: IsValid): boolean {
  return isObject(schema) ? isValid(schema, value) : schema !== false;
}

function hasKey(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}
