import type { ErrorObject } from "ajv";
import { either, eitherOf, oneOfValues } from "./keyword-messages.ts";
import { splitByOption } from "./split-by-option.ts";

/**
 * ajv tells, for a value that fits no option of `oneOf` or `anyOf`, what every option found wrong.
 * A person meant one of them: here that one is found, so that only its errors are shown.
 */

/** An error of ajv, or one made here, that brings its own words. */
export type Finding = ErrorObject & { words?: string };

/**
 * The findings with those of every failed choice replaced by the ones of the option that was meant.
 */
export function resolveChoices(errors: readonly Finding[], schema: unknown): Finding[] {
  // Inner choices come before outer ones, as ajv reports a keyword after everything below it.
  return errors
    .filter(isFailedChoice)
    .reduce<Finding[]>((findings, choice) => resolveChoice(findings, choice, schema), [...errors]);
}

/** True for a `oneOf` or `anyOf` none of whose options fits. */
export function isFailedChoice(error: ErrorObject): boolean {
  return (
    error.keyword === "anyOf" ||
    (error.keyword === "oneOf" && !Array.isArray(error.params.passingSchemas))
  );
}

function resolveChoice(findings: Finding[], choice: Finding, schema: unknown): Finding[] {
  const options = splitByOption(findings.slice(0, findings.indexOf(choice)), choice, schema).filter(
    (option) => option.length > 0,
  );
  if (options.length === 0) return findings;
  const told = new Set(options.flat());
  const speaking = meant(options, choice);
  const place = findings.findIndex((finding) => told.has(finding));
  const others = findings.filter((finding) => finding !== choice && !told.has(finding));
  return [...others.slice(0, place), ...speaking, ...others.slice(place)];
}

function meant(options: Finding[][], choice: Finding): Finding[] {
  const marked = options.map((option) => option.filter((finding) => isMark(finding, choice)));
  const byConstant = options.filter(
    (_, index) => !marked[index]?.some(({ keyword }) => keyword !== "enum"),
  );
  if (byConstant.length > 0 && byConstant.length < options.length) return fewest(byConstant);
  const fitting = options.filter((_, index) => marked[index]?.length === 0);
  if (fitting.length === 0) return mergeMarks(marked, choice) ?? fewest(options);
  if (fitting.length < options.length) return fewest(fitting);
  return missingMark(options, choice) ?? fewest(options);
}

/**
 * An error that says "this option is not meant": the wrong kind of value, or another word where
 * each option names its own. A constant says so surely, a list of words less so: it may be a field
 * of the option that was meant.
 */
function isMark(finding: Finding, choice: Finding): boolean {
  if (finding.instancePath === choice.instancePath)
    return ["type", "const", "enum"].includes(finding.keyword);
  const key = finding.instancePath.slice(choice.instancePath.length + 1);
  return !key.includes("/") && ["const", "enum"].includes(finding.keyword);
}

/** No option is meant: say at the place of the mark what all options together allow there. */
function mergeMarks(marked: Finding[][], choice: Finding): Finding[] | undefined {
  const place = marked[0]
    ?.map((mark) => mark.instancePath)
    .find((path) => marked.every((marks) => marks.some((mark) => mark.instancePath === path)));
  if (place === undefined) return undefined;
  const marks = marked.flat().filter((mark) => mark.instancePath === place);
  const values = [
    ...new Set(
      marks.flatMap(
        ({ params }) =>
          params.allowedValues ?? ("allowedValue" in params ? [params.allowedValue] : []),
      ),
    ),
  ];
  // An option that lists values also checks their type; the values say it all.
  const types = [
    ...new Set(
      marks.filter((mark) => !hasValues(marked, mark)).flatMap(({ params }) => params.type ?? []),
    ),
  ];
  const words = types.length === 0 ? oneOfValues(values) : eitherOf(types, values);
  return [{ ...choice, instancePath: place, keyword: types.length === 0 ? "enum" : "type", words }];
}

function hasValues(marked: Finding[][], mark: Finding): boolean {
  return marked.some(
    (marks) =>
      marks.includes(mark) &&
      marks.some(
        ({ instancePath, keyword }) => instancePath === mark.instancePath && keyword !== "type",
      ),
  );
}

/**
 * The word that tells the options apart is missing, or each option only asks for a field of its
 * own.
 */
function missingMark(options: Finding[][], choice: Finding): Finding[] | undefined {
  const missing = options.map((option) =>
    option.filter(
      (finding) => finding.keyword === "required" && finding.instancePath === choice.instancePath,
    ),
  );
  const common = missing[0]?.filter((finding) =>
    missing.every((list) => list.some((other) => missingKey(other) === missingKey(finding))),
  );
  if (common !== undefined && common.length > 0) return common;
  if (options.some((option, index) => option.length !== 1 || missing[index]?.length !== 1))
    return undefined;
  return [{ ...choice, words: `needs ${either(missing.flat().map(missingKey))}` }];
}

function missingKey(finding: Finding): string {
  return String(finding.params.missingProperty);
}

function fewest(options: Finding[][]): Finding[] {
  return options.reduce((best, option) => (option.length < best.length ? option : best));
}
