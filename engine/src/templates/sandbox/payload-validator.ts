import { formDefaults, formSchema } from "@formwork/contracts/schema/form-schema";
import {
  type CheckedPayload,
  checkPayload,
  type Payload,
} from "@formwork/contracts/schema/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import {
  getDefaultFormState,
  JUNK_OPTION_ID,
  ROOT_SCHEMA_PREFIX,
  type ValidatorType,
  withIdRefPrefix,
} from "@rjsf/utils";
import type { ErrorObject, ValidateFunction } from "ajv";
import { flatSchema } from "./flat-schema.ts";

/** A compiled payload schema, one per template version in the sandbox's thread. */
export type PayloadValidator = {
  /** Fills in defaults, drops what does not apply and validates, by the rules of the form. */
  validate: (payload: Payload) => CheckedPayload;
};

/**
 * Compiles a payload schema with an ajv instance of its own, so that templates share nothing.
 * Unbounded in time and memory for a hostile schema: runs only in the sandbox's thread.
 */
export function compileValidator(payloadSchema: SchemaObject): PayloadValidator {
  const schema = formSchema(payloadSchema);
  const compile = compiler(schema);
  const validateAll = compile(schema);
  const isValid = (part: SchemaObject, value: unknown) =>
    part.$id !== JUNK_OPTION_ID && compile(part)(value) === true;
  const validator = formValidator(isValid, validateAll);
  const flat = flatSchema(schema);
  return {
    validate(payload) {
      const complete = flat?.complete(payload);
      if (complete && validateAll(complete)) return { valid: true, errors: [], payload: complete };
      return checkPayload({
        schema,
        payload,
        isValid,
        fill: (given) => getDefaultFormState(validator, schema, given, schema, false, formDefaults),
        validate: (filled) => errorsOf(validateAll, filled),
      });
    },
  };
}

/**
 * Subschemas compiled by one ajv instance before a new one takes its place: RJSF derives some of
 * them from the payload, and ajv keeps all it ever compiled, which rules an LRU cache out.
 */
const maxCompiledParts = 500;

/**
 * Compiles subschemas on first use. RJSF derives equal ones anew for each question, so they are
 * cached by their text too.
 */
function compiler(schema: SchemaObject): (part: SchemaObject) => ValidateFunction {
  let known = compiledParts(schema);
  return (part) => {
    const found = known.byPart.get(part);
    if (found !== undefined) return found;
    if (known.byText.size > maxCompiledParts) known = compiledParts(schema);
    const text = JSON.stringify(part);
    // withIdRefPrefix copies a schema and answers with one.
    const validate =
      known.byText.get(text) ?? known.ajv.compile(withIdRefPrefix(part) as SchemaObject);
    known.byText.set(text, validate);
    known.byPart.set(part, validate);
    return validate;
  };
}

function compiledParts(schema: SchemaObject) {
  // RJSF derives subschemas that are not valid JSON Schema, such as an `anyOf` without options. No
  // value matches them.
  const ajv = createAjv({ validateSchema: false });
  ajv.addSchema(schema, ROOT_SCHEMA_PREFIX);
  return {
    ajv,
    byText: new Map<string, ValidateFunction>(),
    byPart: new WeakMap<SchemaObject, ValidateFunction>(),
  };
}

/** Adapts the compiled schema to the interface by which RJSF asks which branch a value is of. */
function formValidator(
  isValid: (part: SchemaObject, value: unknown) => boolean,
  validateAll: ValidateFunction,
): ValidatorType {
  return {
    isValid: (part, value) => isValid(part as SchemaObject, value),
    rawValidation: <Result>(_schema: unknown, value: unknown) => ({
      errors: errorsOf(validateAll, value) as Result[],
    }),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
  };
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? []);
}
