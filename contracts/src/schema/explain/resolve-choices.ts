import type { ErrorObject } from "ajv";
import { allowedValues, joinWithOr, typesOrValues } from "./keyword-messages.ts";
import { splitByOption } from "./split-by-option.ts";

/**
 * For a value that is valid under no option of `oneOf` or `anyOf`, ajv reports the errors of every
 * option. Here the option that was intended is selected, and only its errors are kept.
 */

/** An error of ajv, or one made here with an explanation in place of its keyword's message. */
export type ExplainedError = ErrorObject & { explanation?: string };

/** Replaces the errors of every failed choice by those of its intended option. */
export function resolveChoices(
  errors: readonly ExplainedError[],
  schema: unknown,
): ExplainedError[] {
  // Inner choices come before outer ones, as ajv reports a keyword after everything inside it.
  return errors
    .filter(isFailedChoice)
    .reduce<ExplainedError[]>((rest, choice) => resolveChoice(rest, choice, schema), [...errors]);
}

/** Returns true for a `oneOf` or `anyOf` under none of whose options the value is valid. */
export function isFailedChoice(error: ErrorObject): boolean {
  return (
    error.keyword === "anyOf" ||
    (error.keyword === "oneOf" && !Array.isArray(error.params.passingSchemas))
  );
}

function resolveChoice(
  errors: ExplainedError[],
  choice: ExplainedError,
  schema: unknown,
): ExplainedError[] {
  const options = splitByOption(errors.slice(0, errors.indexOf(choice)), choice, schema).filter(
    (option) => option.length > 0,
  );
  if (options.length === 0) return errors;
  const ofOptions = new Set(options.flat());
  const place = errors.findIndex((error) => ofOptions.has(error));
  const others = errors.filter((error) => error !== choice && !ofOptions.has(error));
  return [...others.slice(0, place), ...intendedErrors(options, choice), ...others.slice(place)];
}

/**
 * Returns the errors of the intended option: of those without an error about a discriminator, the
 * one with the fewest errors. Without such an option, one error lists what all of them allow.
 */
function intendedErrors(options: ExplainedError[][], choice: ExplainedError): ExplainedError[] {
  const discriminators = options.map((option) =>
    option.filter((error) => isDiscriminator(error, choice)),
  );
  const byConstant = options.filter(
    (_, index) => !discriminators[index]?.some(({ keyword }) => keyword !== "enum"),
  );
  if (byConstant.length > 0 && byConstant.length < options.length) return fewest(byConstant);
  const selected = options.filter((_, index) => discriminators[index]?.length === 0);
  if (selected.length === 0) return mergeDiscriminators(discriminators, choice) ?? fewest(options);
  if (selected.length < options.length) return fewest(selected);
  return missingDiscriminator(options, choice) ?? fewest(options);
}

/**
 * True for an error that rules an option out: the value is of another type, or a property that the
 * option restricts to a constant or a list has another value. A list is weaker than a constant,
 * since it may restrict an ordinary field of the intended option.
 */
function isDiscriminator(error: ExplainedError, choice: ExplainedError): boolean {
  if (error.instancePath === choice.instancePath)
    return ["type", "const", "enum"].includes(error.keyword);
  const key = error.instancePath.slice(choice.instancePath.length + 1);
  return !key.includes("/") && ["const", "enum"].includes(error.keyword);
}

/**
 * Merges errors about one discriminator into one that lists what all options allow there; undefined
 * where the options do not share a discriminator.
 */
function mergeDiscriminators(
  discriminators: ExplainedError[][],
  choice: ExplainedError,
): ExplainedError[] | undefined {
  const instancePath = discriminators[0]
    ?.map((error) => error.instancePath)
    .find((path) =>
      discriminators.every((errors) => errors.some((error) => error.instancePath === path)),
    );
  if (instancePath === undefined) return undefined;
  const errors = discriminators.flat().filter((error) => error.instancePath === instancePath);
  const values = [
    ...new Set(
      errors.flatMap(
        ({ params }) =>
          params.allowedValues ?? ("allowedValue" in params ? [params.allowedValue] : []),
      ),
    ),
  ];
  // An option that lists values also checks their type; listing the values is enough.
  const types = [
    ...new Set(
      errors
        .filter((error) => !listsValues(discriminators, error))
        .flatMap(({ params }) => params.type ?? []),
    ),
  ];
  const explanation = types.length === 0 ? allowedValues(values) : typesOrValues(types, values);
  const keyword = types.length === 0 ? "enum" : "type";
  return [{ ...choice, instancePath, keyword, explanation }];
}

/** True where the option of `error` also lists the values it allows at the same place. */
function listsValues(discriminators: ExplainedError[][], error: ExplainedError): boolean {
  return discriminators.some(
    (errors) =>
      errors.includes(error) &&
      errors.some(
        ({ instancePath, keyword }) => instancePath === error.instancePath && keyword !== "type",
      ),
  );
}

/**
 * Returns the error that the common discriminator is missing, or one that lists the fields where
 * each option requires one of its own; undefined where neither holds.
 */
function missingDiscriminator(
  options: ExplainedError[][],
  choice: ExplainedError,
): ExplainedError[] | undefined {
  const missing = options.map((option) =>
    option.filter(
      (error) => error.keyword === "required" && error.instancePath === choice.instancePath,
    ),
  );
  const common = missing[0]?.filter((error) =>
    missing.every((errors) => errors.some((other) => missingKey(other) === missingKey(error))),
  );
  if (common !== undefined && common.length > 0) return common;
  if (options.some((option, index) => option.length !== 1 || missing[index]?.length !== 1))
    return undefined;
  return [{ ...choice, explanation: `needs ${joinWithOr(missing.flat().map(missingKey))}` }];
}

function missingKey(error: ExplainedError): string {
  return String(error.params.missingProperty);
}

function fewest(options: ExplainedError[][]): ExplainedError[] {
  return options.reduce((best, option) => (option.length < best.length ? option : best));
}
