import type { ErrorObject } from "ajv";
import { lookUpPointer, pointerKeys } from "../pointer.ts";
import type { ErrorsOf } from "../schema-context.ts";
import type { SchemaObject } from "../schema-tree.ts";
import { mostExplaining, selectOptions } from "../select-options.ts";
import { type ExplainedError, isFailedChoice } from "./explained-error.ts";
import { fewest, intendedErrors } from "./intended-errors.ts";
import { schemasAlong } from "./schemas-along.ts";
import { withoutRedundant } from "./without-redundant.ts";

/**
 * For a value that is valid under no option of `oneOf` or `anyOf`, ajv reports the errors of every
 * option, then one of the choice. Here only those of the option that was intended are kept.
 */

/** A value, the whole schema it was validated with, and the errors of its parts. */
export type ErrorContext = { root: SchemaObject; value: unknown; errorsOf: ErrorsOf };

/** Replaces the errors of every failed choice by those of its intended option. */
export function resolveChoices(
  errors: readonly ErrorObject[],
  context: ErrorContext,
): ExplainedError[] {
  return resolveWithin(errors, context, () => true);
}

/** Resolves the choices at the places that `isResolved` allows; the errors of others stay. */
function resolveWithin(
  errors: readonly ErrorObject[],
  context: ErrorContext,
  isResolved: (instancePath: string) => boolean,
): ExplainedError[] {
  const resolved: ExplainedError[] = [];
  const failed = new Set<string>();
  // An outer choice comes after all errors inside it.
  for (let index = errors.length - 1; index >= 0; index--) {
    const error = errors[index];
    if (error === undefined) continue;
    const choice =
      isFailedChoice(error) && isResolved(error.instancePath)
        ? choiceBefore(errors, index, context)
        : undefined;
    if (choice === undefined) resolved.push(error);
    else {
      failed.add(error.instancePath);
      resolved.push(...intended(choice, context).toReversed());
      index -= choice.lists.flat().length;
    }
  }
  // A choice that fails leaves fields beside it "unevaluated"; its own errors say what is wrong.
  const own = new Set<ExplainedError>(errors);
  return resolved
    .reverse()
    .filter(
      (error) =>
        !(own.has(error) && error.keyword.startsWith("unevaluated")) ||
        !failed.has(error.instancePath),
    );
}

/** A failed choice: its options, and ajv's errors of each of them. */
type Choice = {
  error: ErrorObject;
  value: unknown;
  options: readonly unknown[];
  lists: ErrorObject[][];
};

/**
 * Finds the choice whose error is at `index`: the one whose options, validated one by one, have the
 * errors before it. ajv's schema paths do not tell, since they start anew at each reference.
 */
function choiceBefore(
  errors: readonly ErrorObject[],
  index: number,
  { root, value, errorsOf }: ErrorContext,
): Choice | undefined {
  const error = errors[index];
  if (error === undefined) return undefined;
  const inner = lookUpPointer(value, error.instancePath);
  for (const schema of schemasAlong([root], pointerKeys(error.instancePath), root)) {
    const options = schema[error.keyword];
    if (!Array.isArray(options)) continue;
    const lists = options.map((option) =>
      errorsOfOption(option, error, () => errorsOf(option, inner)),
    );
    const before = errors.slice(Math.max(0, index - lists.flat().length), index);
    if (isSame(before, lists.flat())) return { error, value: inner, options, lists };
  }
  return undefined;
}

function errorsOfOption(
  option: unknown,
  choice: ErrorObject,
  errorsOf: () => readonly ErrorObject[],
): ErrorObject[] {
  if (typeof option === "boolean")
    return option ? [] : [{ ...choice, keyword: "false schema", params: {} }];
  return errorsOf().map((error) => ({
    ...error,
    instancePath: choice.instancePath + error.instancePath,
  }));
}

function isSame(first: readonly ErrorObject[], second: readonly ErrorObject[]): boolean {
  return (
    first.length === second.length &&
    first.every(
      ({ keyword, instancePath }, index) =>
        keyword === second[index]?.keyword && instancePath === second[index].instancePath,
    )
  );
}

/** Returns the errors of the intended option, with the choices inside it resolved. */
function intended(
  { error, value, options, lists }: Choice,
  context: ErrorContext,
): ExplainedError[] {
  const isValid = (part: SchemaObject, inner: unknown) =>
    context.errorsOf(part, inner).length === 0;
  const { selected } = selectOptions(options, value, { root: context.root, isValid });
  const [only] = selected;
  if (only !== undefined && selected.length === 1)
    return resolveChoices(lists[only] ?? [], context);
  // Choices about the same value first: their errors tell which option is excluded.
  const candidates = lists.map((list) =>
    withoutRedundant(resolveWithin(list, context, (path) => path === error.instancePath)),
  );
  const errors = intendedErrors(ofFittingType(candidates, error, value), error, (remaining) => {
    const indexes = remaining.map((list) => candidates.indexOf(list));
    const closest = mostExplaining(options, indexes, value, context.root);
    return fewest(closest.map((index) => candidates[index] ?? []));
  });
  const index = candidates.indexOf(errors);
  return index < 0 ? errors : resolveChoices(lists[index] ?? [], context);
}

/** Leaves out options that allow no objects, for an object, or no lists, for a list. */
function ofFittingType(
  lists: ExplainedError[][],
  { instancePath }: ErrorObject,
  value: unknown,
): ExplainedError[][] {
  const fitting = lists.filter(
    (list) => !list.some((one) => one.keyword === "type" && one.instancePath === instancePath),
  );
  const isStructure = typeof value === "object" && value !== null;
  return isStructure && fitting.length > 0 ? fitting : lists;
}
