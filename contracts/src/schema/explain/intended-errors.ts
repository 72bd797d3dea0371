import { joinWords } from "../../text/join-words.ts";
import type { ExplainedError } from "./explained-error.ts";
import { allowedValues, typesOrValues } from "./keyword-messages.ts";

/**
 * Returns the errors of the intended option: of those without an error about a discriminator, the
 * closest one. Without such an option, one error lists what all of them allow. `closest` selects
 * among the errors of several options.
 */
export function intendedErrors(
  options: ExplainedError[][],
  choice: ExplainedError,
  closest: (options: ExplainedError[][]) => ExplainedError[] = fewest,
): ExplainedError[] {
  const discriminators = options.map((option) =>
    option.filter((error) => isDiscriminator(error, choice)),
  );
  const byConstant = options.filter(
    (_, index) => !discriminators[index]?.some(({ keyword }) => keyword !== "enum"),
  );
  if (byConstant.length > 0 && byConstant.length < options.length) return closest(byConstant);
  const selected = options.filter((_, index) => discriminators[index]?.length === 0);
  if (selected.length === 0) return mergeDiscriminators(discriminators, choice) ?? closest(options);
  if (selected.length < options.length) return closest(selected);
  return missingDiscriminator(options, choice) ?? closest(options);
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
  return [{ ...choice, explanation: `needs ${joinWords(missing.flat().map(missingKey), "or")}` }];
}

function missingKey(error: ExplainedError): string {
  return String(error.params.missingProperty);
}

/** Returns the shortest list of errors. */
export function fewest(options: ExplainedError[][]): ExplainedError[] {
  return options.reduce((best, option) => (option.length < best.length ? option : best));
}
