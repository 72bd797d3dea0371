import { operations } from "@formwork/contracts/operations/operations";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { formSchema } from "@formwork/contracts/schema/form-schema";
import { formats } from "@formwork/contracts/schema/formats";
import { linearPattern } from "@formwork/contracts/schema/pattern";
import { pointerKeys } from "@formwork/contracts/schema/pointer";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
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

/**
 * The browser's side of a template's compiled validator: no eval, the server's rules, the server's
 * words.
 */

/**
 * What the script of a template exports: given the modules it refers to, its validators by the hash
 * of their schema.
 */
export type ValidatorFactory = (
  require: (id: string) => unknown,
) => Record<string, ValidateFunction>;

/** Loads the compiled validator of a template version. It validates `formSchema(schema)`. */
export async function loadValidator(params: {
  name: string;
  version: number;
  schema: SchemaObject;
}): Promise<ValidatorType> {
  const path = operations["templates.validator"].path.replace(
    ":name",
    encodeURIComponent(params.name),
  );
  const script: { default: ValidatorFactory } = await import(
    /* webpackIgnore: true */ `${path}?version=${params.version}`
  );
  return factoryToValidator(script.default, params.schema);
}

/** Makes RJSF's validator of a script's factory. */
export function factoryToValidator(
  factory: ValidatorFactory,
  payloadSchema: SchemaObject,
): ValidatorType {
  const schema = formSchema(payloadSchema);
  const find = finder(factory(requireShim));
  const validate = find(schema);
  if (validate === undefined) throw new Error("The compiled validator is that of another schema");
  const errorsOf = (value: unknown): ErrorObject[] =>
    validate(value) ? [] : [...(validate.errors ?? [])];
  return {
    // A part RJSF makes up that was not foreseen decides on what the form shows only; it counts as
    // not fitting.
    isValid: (part, value) => part[ID_KEY] !== JUNK_OPTION_ID && find(part)?.(value) === true,
    // RJSF lets the caller name the kind of error; it is ajv's.
    rawValidation: <Result>(_schema: unknown, value: unknown) => ({
      errors: errorsOf(value) as Result[],
    }),
    validateFormData(value) {
      const errors = explain(errorsOf(value), { schema }).map(asFormError);
      return { errors, errorSchema: toErrorSchema(errors) };
    },
  };
}

/** The modules that generated validators refer to, bundled with the form. */
const modules: Record<string, unknown> = {
  "ajv/dist/runtime/equal": { default: callable(equal) },
  "ajv/dist/runtime/ucs2length": { default: callable(ucs2length) },
  "formwork/formats": { formats },
  "formwork/pattern": { linearPattern },
};

/**
 * ajv's modules are CommonJS: webpack hands over their default export, Node the module around it.
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

/** Finds the validator of a schema by its hash; hashing the same object twice is spared. */
function finder(
  validators: Record<string, ValidateFunction>,
): (schema: object) => ValidateFunction | undefined {
  const known = new WeakMap<object, ValidateFunction | undefined>();
  return (schema) => {
    if (!known.has(schema)) known.set(schema, validators[hashForSchema(schema)]);
    return known.get(schema);
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
