import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { type KeptSecrets, resolveSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import { findSecrets } from "@formwork/contracts/schema/secrets/secret-places";
import type { ValidatedPayload } from "../sandbox-messages.ts";
import type { PayloadValidator } from "./payload-validator.ts";

/**
 * Puts the kept secrets of a payload in their places, so that the schema judges their values, then
 * completes and validates it. While a handle stands for nothing, only that is reported: a schema
 * has nothing to say about the text of a handle.
 */
export function validateWithSecrets(params: {
  schema: SchemaObject;
  validator: PayloadValidator;
  payload: Payload;
  kept: KeptSecrets;
}): ValidatedPayload {
  const { schema, validator, payload, kept } = params;
  const given = resolveSecrets(schema, payload, kept);
  if (given.errors.length > 0) return { valid: false, errors: given.errors, payload, secrets: [] };
  const checked = validator.validate(given.payload);
  const secrets = findSecrets(schema, checked.payload).map((pointer) => ({
    pointer,
    handle: given.handles.get(pointer) ?? null,
  }));
  return { ...checked, secrets };
}
