import {
  type CheckedPayload,
  checkPayload,
  type Payload,
} from "@formwork/contracts/schema/payload/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { flatSchema } from "../flat-schema.ts";
import { type CompiledSchema, compileParts } from "./compile-parts.ts";

/** A compiled payload schema, one per template version in the sandbox's thread. */
export type PayloadValidator = {
  /** Fills in defaults, drops what does not apply and validates, by the rules of the form. */
  validate: (payload: Payload) => CheckedPayload;
};

/**
 * Compiles a payload schema. Unbounded in time and memory for a hostile schema: runs only in the
 * sandbox's thread.
 */
export function compileValidator(schema: SchemaObject): PayloadValidator {
  return payloadValidator(schema, compileParts(schema));
}

/** Makes the validator of a payload schema that is compiled already. */
export function payloadValidator(
  schema: SchemaObject,
  { isValid, errorsOf }: CompiledSchema,
): PayloadValidator {
  const flat = flatSchema(schema);
  return {
    validate(payload) {
      const complete = flat?.complete(payload);
      if (complete && isValid(schema, complete))
        return { valid: true, errors: [], payload: complete };
      return checkPayload({ schema, payload, isValid, errorsOf });
    },
  };
}
