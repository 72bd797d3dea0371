import { formDefaults, formSchema } from "@formwork/contracts/schema/form-schema";
import { type Checked, checkPayload, type Payload } from "@formwork/contracts/schema/payload";
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

/** A payload schema made ready: what the guard's thread keeps of each template version. */
export type PayloadValidator = {
  /** Fills defaults, drops what does not apply, validates; by the rules of the form. */
  validate: (payload: Payload) => Checked;
};

/**
 * Compiles a payload schema with a validator of its own, so that templates never see each other.
 * Costly for a hostile schema: guarded code only.
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
 * Parts kept before a compiler starts afresh. RJSF makes some parts up from the payload, which must
 * not fill the memory.
 */
const mostParts = 500;

/**
 * Compiles parts of a schema on first use. RJSF asks about parts it makes up anew each time, so
 * they are known by their text.
 */
function compiler(schema: SchemaObject): (part: SchemaObject) => ValidateFunction {
  let known = compiledParts(schema);
  return (part) => {
    const found = known.byPart.get(part);
    if (found !== undefined) return found;
    if (known.byText.size > mostParts) known = compiledParts(schema);
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
  // RJSF makes parts up that are none of JSON Schema's, such as a choice without options. Nothing
  // fits them.
  const ajv = createAjv({ validateSchema: false });
  ajv.addSchema(schema, ROOT_SCHEMA_PREFIX);
  return {
    ajv,
    byText: new Map<string, ValidateFunction>(),
    byPart: new WeakMap<SchemaObject, ValidateFunction>(),
  };
}

/** The validator RJSF asks which branch a value is of. */
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
