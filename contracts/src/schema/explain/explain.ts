import type { ErrorObject } from "ajv";
import type { FieldError } from "../../job.ts";
import { suggestion } from "../../nearest.ts";
import { childPointer, lookUpPointer } from "../pointer.ts";
import { wordsFor } from "./keyword-messages.ts";
import { type Finding, isFailedChoice, resolveChoices } from "./resolve-choices.ts";

/** Nobody reads more; and a value that is wrong everywhere must not take long to explain. */
const mostRead = 1000;
const mostTold = 100;

/**
 * Turns ajv's errors into errors of fields: where, and what is allowed there, in words for people.
 * The form and the server both use it, so they say the same. `schema` (the one that was checked
 * against) helps to pick the option that was meant and to suggest names; `prefix` goes before each
 * pointer.
 */
export function explain(
  errors: readonly ErrorObject[],
  options: { schema?: unknown; prefix?: string } = {},
): FieldError[] {
  const { schema, prefix = "" } = options;
  const findings = resolveChoices(withoutEchoes(errors.slice(0, mostRead)), schema);
  return unique(
    findings.map((finding) => ({
      pointer: prefix + placeOf(finding),
      message: finding.words ?? wordsFor(finding) + nearKey(finding, schema),
      keyword: finding.keyword,
    })),
  );
}

/** Leaves out errors that only repeat what another one says. */
function withoutEchoes(errors: readonly ErrorObject[]): Finding[] {
  const branching = new Set(
    errors
      .filter((error) => error.keyword === "if" || isFailedChoice(error))
      .map((error) => error.instancePath),
  );
  const mistyped = new Set(
    errors.filter(({ keyword }) => keyword === "type").map((error) => error.instancePath),
  );
  const named = new Set(
    errors
      .filter(({ keyword }) => keyword === "enum" || keyword === "const")
      .map((error) => error.schemaPath.replace(/\/\w+$/, "")),
  );
  return errors.filter((error) => {
    if (
      error.keyword === "if" ||
      (error.propertyName !== undefined && error.keyword !== "propertyNames")
    )
      return false;
    if (/\/contains\//.test(error.schemaPath)) return false;
    // A branch that fails leaves its fields "unevaluated"; its own errors say what is wrong.
    if (error.keyword.startsWith("unevaluated")) return !branching.has(error.instancePath);
    // A value of the wrong kind may fit several choices that say nothing about its kind.
    if (error.keyword === "oneOf" && !isFailedChoice(error))
      return !mistyped.has(error.instancePath);
    return error.keyword !== "type" || !named.has(error.schemaPath.replace(/\/type$/, ""));
  });
}

/**
 * The pointer of the field meant: for a missing, unknown or misnamed key that of the key itself.
 */
function placeOf({ keyword, instancePath, params }: Finding): string {
  const key =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty ??
    (keyword === "propertyNames" ? params.propertyName : undefined);
  return key === undefined ? instancePath : childPointer(instancePath, String(key));
}

function nearKey({ params, schemaPath }: Finding, schema: unknown): string {
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  if (key === undefined || schema === undefined) return "";
  const properties = lookUpPointer(schema, `${schemaPath.replace(/\/\w+$/, "")}/properties`);
  return suggestion(
    String(key),
    typeof properties === "object" && properties !== null ? Object.keys(properties) : [],
  );
}

function unique(errors: FieldError[]): FieldError[] {
  return [
    ...new Map(errors.map((error) => [`${error.pointer} ${error.message}`, error])).values(),
  ].slice(0, mostTold);
}
