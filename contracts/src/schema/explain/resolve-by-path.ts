import { type ExplainedError, isFailedChoice } from "./explained-error.ts";
import { intendedErrors } from "./intended-errors.ts";
import { splitByOption } from "./split-by-option.ts";

/**
 * Replaces the errors of every failed choice by those of its intended option, as `resolveChoices`
 * does, but without the value: ajv's schema paths show which option an error came from.
 */
export function resolveByPath(
  errors: readonly ExplainedError[],
  schema: unknown,
): ExplainedError[] {
  // Inner choices come before outer ones, as ajv reports a keyword after everything inside it.
  return errors
    .filter(isFailedChoice)
    .reduce<ExplainedError[]>((rest, choice) => resolveChoice(rest, choice, schema), [...errors]);
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
