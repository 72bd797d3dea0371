import { propertySubschemas } from "./child-subschemas.ts";
import { fillAlways } from "./fill-always.ts";
import { alwaysInPlace, maybeInPlace } from "./in-place-closure.ts";
import { type IsValid, isValidUnder, type SchemaContext } from "./schema-context.ts";
import { mayHaveDefaults } from "./schema-traits.ts";
import { isObject, listAt, objectAt, type SchemaObject } from "./schema-tree.ts";

/**
 * The options of a `oneOf` or `anyOf` that a value may mean, by index. `matching` has all of them;
 * `selected` those of them that name most of the value's keys: one, unless the options are alike.
 * `excluded` has those whose type or discriminators the value does not have.
 */
export type SelectedOptions = {
  matching: readonly number[];
  selected: readonly number[];
  excluded: readonly number[];
};

/**
 * Returns the options under which the value is valid. If there are none: those whose type and
 * discriminators it has; and where these do not tell options apart, those under which it is valid
 * with their defaults. Nothing is guessed: `matching` is empty where no option is meant.
 */
export function selectOptions(
  options: readonly unknown[],
  value: unknown,
  context: SchemaContext,
): SelectedOptions {
  const valid = validOptions(options, value, context.isValid);
  const fits = options.map((option, index) =>
    valid.includes(index) ? "possible" : fitOf(option, value, context.root),
  );
  const matching = valid.length > 0 ? valid : fittingOptions(options, fits, value, context);
  return {
    matching,
    selected: mostExplaining(options, matching, value, context.root),
    excluded: indexesOf(fits, "excluded"),
  };
}

/**
 * Returns the index of the option to show for a value, or undefined where the value means none of
 * them. Of several that fit equally well it is the first.
 */
export function selectedOption(
  options: readonly unknown[],
  value: unknown,
  context: SchemaContext,
): number | undefined {
  return selectOptions(options, value, context).selected[0];
}

function validOptions(options: readonly unknown[], value: unknown, isValid: IsValid): number[] {
  return [...options.keys()].filter((index) => isValidUnder(options[index], value, isValid));
}

/** Selects among options of which none is valid. */
function fittingOptions(
  options: readonly unknown[],
  fits: readonly Fit[],
  value: unknown,
  { root, isValid }: SchemaContext,
): number[] {
  const discriminated = indexesOf(fits, "discriminated");
  if (discriminated.length > 0) return discriminated;
  const possible = indexesOf(fits, "possible");
  if (possible.length === 1) return possible;
  return possible.filter((index) => {
    const option = options[index];
    if (!isObject(option) || !mayHaveDefaults(option)) return false;
    return isValid(option, fillAlways(option, value, root));
  });
}

function indexesOf(fits: readonly Fit[], fit: Fit): number[] {
  return [...fits.keys()].filter((index) => fits[index] === fit);
}

type Fit = "excluded" | "possible" | "discriminated";

/** Returns how an option fits a value that is not valid under it. */
function fitOf(option: unknown, value: unknown, root: SchemaObject): Fit {
  const parts = alwaysInPlace([option], root);
  if (parts.length === 0 || parts.some((part) => !allowsType(part, value))) return "excluded";
  if (!isObject(value)) return "possible";
  const given = discriminatorsOf(parts).filter(([key]) => Object.hasOwn(value, key));
  if (given.length === 0) return "possible";
  return given.every(([key, schema]) => allows(schema, value[key])) ? "discriminated" : "excluded";
}

/** A property that an option restricts to a constant or a list of values: its key and its schema. */
type Discriminator = [key: string, schema: SchemaObject];

/** Lists the discriminators of an option, given by the schemas that always apply with it. */
export function discriminatorsOf(parts: readonly SchemaObject[]): Discriminator[] {
  return parts
    .flatMap((part) => Object.entries(objectAt(part, "properties")))
    .flatMap(([key, schema]): Discriminator[] => (isRestricted(schema) ? [[key, schema]] : []));
}

function isRestricted(schema: unknown): schema is SchemaObject {
  return isObject(schema) && ("const" in schema || Array.isArray(schema.enum));
}

function allows(schema: SchemaObject, value: unknown): boolean {
  return "const" in schema ? schema.const === value : listAt(schema, "enum").includes(value);
}

function allowsType({ type }: SchemaObject, value: unknown): boolean {
  return type === undefined || [type].flat().some((name) => isOfType(name, value));
}

function isOfType(type: unknown, value: unknown): boolean {
  if (value === null) return type === "null";
  if (Array.isArray(value)) return type === "array";
  return typeof value === "number"
    ? type === "number" || type === "integer"
    : type === typeof value;
}

/** Returns those of the options `among` that name the most keys of an object. */
export function mostExplaining(
  options: readonly unknown[],
  among: readonly number[],
  value: unknown,
  root: SchemaObject,
): readonly number[] {
  if (!isObject(value) || among.length < 2) return among;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const counts = among.map((index) => {
    const parts = maybeInPlace([options[index]], root);
    return keys.filter((key) => parts.some((schema) => allowsKey(schema, key))).length;
  });
  const most = Math.max(...counts);
  return among.filter((_, place) => counts[place] === most);
}

function allowsKey(schema: SchemaObject, key: string): boolean {
  const { named, open } = propertySubschemas(schema, key);
  return named.length > 0 || open.length > 0;
}
