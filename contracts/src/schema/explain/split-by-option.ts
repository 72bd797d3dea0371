import type { ErrorObject } from "ajv";
import { lookUpPointer } from "../pointer.ts";
import { isObject } from "../schema-tree.ts";

/**
 * Which option of a choice an error came from. ajv's addresses tell, except for options that are
 * references: what they refer to is compiled on its own and reports its own addresses, so it is
 * recognised by what it says there.
 */

/**
 * The errors of each option of `choice`, among those that ajv reported before it. An error may be
 * of several.
 */
export function splitByOption<E extends ErrorObject>(
  errors: readonly E[],
  choice: ErrorObject,
  schema: unknown,
): E[][] {
  const inside = errors.filter(({ instancePath }) =>
    isAtOrBelow(instancePath, choice.instancePath),
  );
  const splits = optionLists(inside, choice, schema).map((options) =>
    options.map((option, index) => {
      const isOwn = originTest(`${choice.schemaPath}/${index}`, option, schema);
      return inside.filter(isOwn);
    }),
  );
  // Where several places fit the address of the choice, the one that accounts for most is its own.
  return splits.reduce(
    (best, split) => (new Set(split.flat()).size > new Set(best.flat()).size ? split : best),
    [],
  );
}

/**
 * The options `choice` may be about: those at its address, counted from the whole schema or from a
 * definition.
 */
function optionLists(
  inside: readonly ErrorObject[],
  choice: ErrorObject,
  schema: unknown,
): unknown[][] {
  const lists = [schema, ...refsIn(schema, schema).values()]
    .map((base) => lookUpPointer(base, choice.schemaPath))
    .filter(Array.isArray);
  if (lists.length > 0) return lists;
  // Without the schema: as many options as the addresses of the errors tell of.
  const indices = inside.map(({ schemaPath }) =>
    Number(schemaPath.slice(choice.schemaPath.length + 1).split("/")[0]),
  );
  return [Array.from({ length: Math.max(-1, ...indices.filter(Number.isInteger)) + 1 })];
}

function originTest(
  home: string,
  option: unknown,
  schema: unknown,
): (error: ErrorObject) => boolean {
  const refs = refsIn(option, schema);
  const homes = [home, ...refs.keys()];
  return (error) =>
    homes.some((place) => isAtOrBelow(error.schemaPath, place)) ||
    [...refs.values()].some((target) => says(target, error));
}

/** Every reference in `part`, and in what those refer to, with what it refers to. */
function refsIn(
  part: unknown,
  schema: unknown,
  found: Map<string, unknown> = new Map(),
): Map<string, unknown> {
  if (typeof part !== "object" || part === null) return found;
  for (const [key, value] of Object.entries(part)) {
    if (key !== "$ref" || typeof value !== "string") refsIn(value, schema, found);
    else if (!found.has(value))
      refsIn(lookUpPointer(schema, value), schema, found.set(value, lookUpPointer(schema, value)));
  }
  return found;
}

/**
 * True where a definition has, at the address of the error, the very rule that the error tells of.
 */
function says(target: unknown, { schemaPath, params }: ErrorObject): boolean {
  const rule = lookUpPointer(target, schemaPath);
  if (rule === undefined) return false;
  if (Array.isArray(rule) && "missingProperty" in params)
    return rule.includes(params.missingProperty);
  return (
    isObject(rule) ||
    typeof rule === "boolean" ||
    Object.values(params).some((param) => JSON.stringify(param) === JSON.stringify(rule))
  );
}

function isAtOrBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
