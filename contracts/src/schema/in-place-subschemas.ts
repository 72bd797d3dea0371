import { linearPattern } from "./pattern.ts";
import { isObject, listAt, objectAt, resolveRef, type SchemaObject } from "./schema-tree.ts";

/**
 * Many schemas may speak about one value: the one that stands there, those it refers to, and those
 * of its branches. Each is a voice; it applies where its branch does.
 */
export type Voice = { schema: SchemaObject; applies: boolean };

/**
 * Tells whether a value fits a schema. The schemas asked about are those of the tree, by identity.
 */
export type IsValid = (schema: SchemaObject, value: unknown) => boolean;
export type Question = { root: SchemaObject; isValid: IsValid };

/** Every voice about `value` that starts at `schema`. */
export function inPlaceSubschemas(schema: unknown, value: unknown, question: Question): Voice[] {
  const voices: Voice[] = [];
  hear(schema, true);
  return voices;

  function hear(heard: unknown, applies: boolean): void {
    if (
      !isObject(heard) ||
      voices.some((voice) => voice.schema === heard && voice.applies === applies)
    )
      return;
    voices.push({ schema: heard, applies });
    hear(resolveRef(question.root, heard.$ref), applies);
    for (const part of listAt(heard, "allOf")) hear(part, applies);
    for (const keyword of ["oneOf", "anyOf"]) {
      const options = listAt(heard, keyword);
      const chosen = applies ? chosenOptions(options, value, question) : [];
      for (const [index, option] of options.entries()) hear(option, chosen[index] === true);
    }
    hearCondition(heard, applies);
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const [key, dependent] of Object.entries(objectAt(heard, keyword)))
        hear(dependent, applies && has(value, key));
    }
  }

  function hearCondition(heard: SchemaObject, applies: boolean): void {
    if (!("if" in heard)) return;
    const holds = applies && fits(heard.if, value, question.isValid);
    // A condition speaks about its fields whether it holds or not.
    hear(heard.if, applies);
    hear(heard.then, holds);
    // Without a value that the branch may speak about, neither applies.
    hear(heard.else, applies && !holds);
  }
}

/**
 * Which options are meant: those that fit; if none does, those whose mark (a constant of theirs)
 * the value carries; if none does, all.
 */
function chosenOptions(
  options: readonly unknown[],
  value: unknown,
  { root, isValid }: Question,
): boolean[] {
  const fitting = options.map((option) => fits(option, value, isValid));
  if (fitting.includes(true)) return fitting;
  const marked = options.map(
    (option) => isObject(option) && carriesMark(resolveRef(root, option.$ref) ?? option, value),
  );
  return marked.includes(true) ? marked : options.map(() => true);
}

function carriesMark(option: SchemaObject, value: unknown): boolean {
  const marks = Object.entries(objectAt(option, "properties")).filter(
    ([key, schema]) =>
      has(value, key) && isObject(schema) && ("const" in schema || "enum" in schema),
  );
  return (
    marks.length > 0 &&
    marks.every(
      ([key, schema]) => isObject(schema) && isObject(value) && allows(schema, value[key]),
    )
  );
}

function allows(schema: SchemaObject, value: unknown): boolean {
  return "const" in schema ? schema.const === value : listAt(schema, "enum").includes(value);
}

function fits(schema: unknown, value: unknown, isValid: IsValid): boolean {
  return isObject(schema) ? isValid(schema, value) : schema !== false;
}

/**
 * What a schema says about a key of an object: the schemas of its value, and whether it names the
 * key itself or only lets others in.
 */
export function propertySubschemas(
  schema: SchemaObject,
  key: string,
): { named: unknown[]; open: unknown[] } {
  const properties = objectAt(schema, "properties");
  const named = [
    ...(Object.hasOwn(properties, key) ? [properties[key]] : []),
    ...Object.entries(objectAt(schema, "patternProperties")).flatMap(([pattern, saying]) =>
      matches(pattern, key) ? [saying] : [],
    ),
  ];
  const others = schema.additionalProperties ?? schema.unevaluatedProperties;
  return {
    named,
    open: named.length > 0 || others === undefined || others === false ? [] : [others],
  };
}

/** What a schema says about the item at `index` of a list. */
export function itemSubschemas(schema: SchemaObject, index: number): unknown[] {
  const first = listAt(schema, Array.isArray(schema.items) ? "items" : "prefixItems");
  if (index < first.length) return [first[index]];
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  return rest === undefined ? [] : [rest];
}

const compiled = new Map<string, { test: (text: string) => boolean }>();

function matches(pattern: string, key: string): boolean {
  const known = compiled.get(pattern) ?? linearPattern(pattern);
  if (compiled.size > 1000) compiled.clear();
  compiled.set(pattern, known);
  return known.test(key);
}

function has(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}
