import type { ErrorObject } from "ajv";
import { lookUpPointer } from "../pointer.ts";
import { isObject } from "../schema-tree.ts";

/**
 * Splits the errors that ajv reported before the failed choice `choice` by the option they came
 * from; an error may come from several. ajv's schema paths show which, except for options that are
 * references: ajv compiles their target on its own, with paths that start there. An error of such a
 * target is recognised by the rule that the target has at the error's path.
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
  // Where several lists fit the path of the choice, its own is the one that explains most errors.
  return splits.reduce(
    (best, split) => (new Set(split.flat()).size > new Set(best.flat()).size ? split : best),
    [],
  );
}

/**
 * Returns the lists of options that `choice` may be about: those at its path, which starts at the
 * whole schema or at the target of a reference.
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
  // Without the schema, the paths of the errors show how many options there are.
  const indices = inside.map(({ schemaPath }) =>
    Number(schemaPath.slice(choice.schemaPath.length + 1).split("/")[0]),
  );
  return [Array.from({ length: Math.max(-1, ...indices.filter(Number.isInteger)) + 1 })];
}

/** Returns a function that is true for errors of `option`, which stands at `path`. */
function originTest(
  path: string,
  option: unknown,
  schema: unknown,
): (error: ErrorObject) => boolean {
  const refs = refsIn(option, schema);
  const paths = [path, ...refs.keys()];
  return (error) =>
    paths.some((place) => isAtOrBelow(error.schemaPath, place)) ||
    [...refs.values()].some((target) => hasRuleOf(error, target));
}

/** Collects every reference in `part` and in the targets of those, each with its target. */
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

/** True where the target of a reference has, at the error's path, the rule that was broken. */
function hasRuleOf({ schemaPath, params }: ErrorObject, target: unknown): boolean {
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
