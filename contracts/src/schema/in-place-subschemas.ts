import { isValidUnder, type SchemaContext } from "./schema-context.ts";
import { isObject, listAt, objectAt, resolveRef, type SchemaObject } from "./schema-tree.ts";
import { selectOptions } from "./select-options.ts";

/**
 * Subschemas that apply to the same value as the schema they stand in ("in-place applicators" of
 * JSON Schema): references, `allOf`, `oneOf`, `anyOf`, conditions and dependencies.
 */

/**
 * One of them. `applies` is false in a branch that the value does not select; `isExcluded` tells
 * there whether that is certain: no condition, type or discriminator of it holds. `fills` is true
 * where defaults count: in what applies and is neither a condition nor one of several options.
 */
export type InPlaceSubschema = {
  schema: SchemaObject;
  applies: boolean;
  isExcluded: boolean;
  fills: boolean;
};

type Use = Omit<InPlaceSubschema, "schema">;
const used: Use = { applies: true, isExcluded: false, fills: true };
const unused: Use = { applies: false, isExcluded: true, fills: false };

/** Lists `schema` and every subschema in place, each once per use. */
export function inPlaceSubschemas(
  schema: unknown,
  value: unknown,
  context: SchemaContext,
): InPlaceSubschema[] {
  const found: InPlaceSubschema[] = [];
  visit(schema, used);
  return found;

  function visit(schema: unknown, use: Use): void {
    if (!isObject(schema) || isFound(schema, use)) return;
    found.push({ schema, ...use });
    visit(resolveRef(context.root, schema.$ref), use);
    for (const part of listAt(schema, "allOf")) visit(part, use);
    for (const keyword of ["oneOf", "anyOf"]) visitOptions(listAt(schema, keyword), use);
    visitCondition(schema, use);
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const [key, dependent] of Object.entries(objectAt(schema, keyword)))
        visit(dependent, hasKey(value, key) ? use : unused);
    }
  }

  function isFound(schema: SchemaObject, use: Use): boolean {
    return found.some(
      (one) =>
        one.schema === schema &&
        one.applies === use.applies &&
        one.isExcluded === use.isExcluded &&
        one.fills === use.fills,
    );
  }

  function visitOptions(options: readonly unknown[], use: Use): void {
    if (options.length === 0) return;
    const { matching, selected, excluded } = use.applies
      ? selectOptions(options, value, context)
      : { matching: [], selected: [], excluded: [] };
    for (const [index, option] of options.entries()) {
      // A value that selects none may become any of them, so nothing of it is dropped.
      const applies = use.applies && (matching.length === 0 || matching.includes(index));
      const fills = use.fills && selected.length === 1 && selected[0] === index;
      const isExcluded = use.isExcluded || excluded.includes(index);
      visit(option, { applies, isExcluded: !applies && isExcluded, fills });
    }
  }

  function visitCondition(schema: SchemaObject, use: Use): void {
    if (!("if" in schema)) return;
    const holds = use.applies && isValidUnder(schema.if, value, context.isValid);
    // The condition names its fields whether it holds or not.
    visit(schema.if, { ...use, fills: false });
    visit(schema.then, holds ? use : unused);
    visit(schema.else, holds ? unused : use);
  }
}

function hasKey(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}
