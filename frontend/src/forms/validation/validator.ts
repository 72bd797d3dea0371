import { operations } from "@formwork/contracts/operations/operations";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { formSchema } from "@formwork/contracts/schema/form/form-schema";
import { formats } from "@formwork/contracts/schema/formats";
import { linearPattern, needsRe2 } from "@formwork/contracts/schema/pattern";
import { pointerKeys } from "@formwork/contracts/schema/pointer";
import type { ErrorsOf, IsValid } from "@formwork/contracts/schema/schema-context";
import { pointersOfSchemas, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import {
  hashForSchema,
  ID_KEY,
  JUNK_OPTION_ID,
  type RJSFValidationError,
  toErrorSchema,
  type ValidatorType,
} from "@rjsf/utils";
import type { ErrorObject, ValidateFunction } from "ajv";
import equal from "ajv/dist/runtime/equal.js";
import ucs2length from "ajv/dist/runtime/ucs2length.js";
import { loadRe2 } from "../../lib/bundle/re2.ts";
import { patternsIn } from "./patterns-in.ts";

/**
 * What the validator script of a template exports: a function that takes `require` and returns the
 * compiled validators by the pointer of their schema, and for RJSF by its hash. The server compiles
 * them, because the page's CSP forbids eval.
 */
export type ValidatorFactory = (
  require: (id: string) => unknown,
) => Record<string, ValidateFunction>;

/** The validator that RJSF takes, and those of the payload's own rules. */
export type TemplateValidator = ValidatorType & { isValidPart: IsValid; errorsOfPart: ErrorsOf };

/** Loads the compiled validator of a template version. */
export async function loadValidator(params: {
  name: string;
  version: number;
  schema: SchemaObject;
}): Promise<TemplateValidator> {
  const path = operations["templates.validator"].path.replace(
    ":name",
    encodeURIComponent(params.name),
  );
  const [script]: [{ default: ValidatorFactory }, unknown] = await Promise.all([
    import(/* webpackIgnore: true */ `${path}?version=${params.version}`),
    patternsIn(params.schema).some(needsRe2) ? loadRe2() : null,
  ]);
  return factoryToValidator(script.default, params.schema);
}

/** Wraps the validators of a script as the validator that RJSF takes. */
export function factoryToValidator(
  factory: ValidatorFactory,
  payloadSchema: SchemaObject,
): TemplateValidator {
  const validators = factory(requireShim);
  const find = validatorFinder(validators);
  const validate = find(formSchema(payloadSchema));
  if (validate === undefined) throw new Error("The compiled validator is that of another schema");
  const pointers = pointersOfSchemas(payloadSchema);
  function validateOf(part: SchemaObject): ValidateFunction {
    const found = validators[pointers.get(part) ?? "none"];
    if (found === undefined) throw new Error("The compiled validator lacks a part of the schema");
    return found;
  }
  return {
    isValidPart: (part, value) => validateOf(part)(value) === true,
    errorsOfPart: (part, value) => errorsUnder(validateOf(part), value),
    // RJSF asks about subschemas that it derives. One that the server did not compile counts as not
    // matching; that changes only which fields the form shows.
    isValid: (part, value) => part[ID_KEY] !== JUNK_OPTION_ID && find(part)?.(value) === true,
    // RJSF makes the type of errors a parameter; they are those of ajv.
    rawValidation: <Result>(_schema: unknown, value: unknown) => ({
      errors: errorsUnder(validate, value) as Result[],
    }),
    validateFormData(value) {
      const errors = explain(errorsUnder(validate, value), { schema: payloadSchema }).map(
        asFormError,
      );
      return { errors, errorSchema: toErrorSchema(errors) };
    },
  };
}

function errorsUnder(validate: ValidateFunction, value: unknown): ErrorObject[] {
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/** The modules that compiled validators require, bundled with the form. */
const modules: Record<string, unknown> = {
  "ajv/dist/runtime/equal": { default: callable(equal) },
  "ajv/dist/runtime/ucs2length": { default: callable(ucs2length) },
  "formwork/formats": { formats },
  "formwork/pattern": { linearPattern },
};

/**
 * Returns the function a CommonJS module of ajv exports: webpack imports it as the default export,
 * Node as the module with a default export.
 */
function callable<F extends object>(imported: F | { default: F }): F {
  return "default" in imported && typeof imported !== "function"
    ? imported.default
    : (imported as F);
}

function requireShim(id: string): unknown {
  if (!Object.hasOwn(modules, id))
    throw new Error(`A compiled validator asks for the unknown module ${id}`);
  return modules[id];
}

/** Returns the function that finds the validator of a schema by its hash, which it caches. */
function validatorFinder(
  validators: Record<string, ValidateFunction>,
): (schema: object) => ValidateFunction | undefined {
  const found = new WeakMap<object, ValidateFunction | undefined>();
  return (schema) => {
    if (!found.has(schema)) found.set(schema, validators[hashForSchema(schema)]);
    return found.get(schema);
  };
}

function asFormError({
  pointer,
  message,
  keyword,
}: {
  pointer: string;
  message: string;
  keyword: string;
}): RJSFValidationError {
  const keys = pointerKeys(pointer);
  return {
    name: keyword,
    property: keys.map((key) => `.${key}`).join(""),
    message,
    stack: `${keys.at(-1) ?? "Payload"} ${message}`,
  };
}
