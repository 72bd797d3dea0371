import type { FieldError } from "@formwork/contracts/job";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { formDefaults, formSchema } from "@formwork/contracts/schema/form-schema";
import { completePayload, type Payload } from "@formwork/contracts/schema/payload";
import type { StrippedPayload } from "@formwork/contracts/schema/strip-payload";
import { createSchemaUtils, type ValidatorType } from "@rjsf/utils";
import type { AnySchema } from "../values/schema-at.ts";

export type { Payload } from "@formwork/contracts/schema/payload";

/** What a template says about payloads, by the same rules as the server. */
export type PayloadRules = {
  /** The schema as the form reads it. */
  schema: AnySchema;
  validator: ValidatorType;
  /** What a job would get: defaults filled in, values of branches that do not apply left out. */
  exact: (payload: Payload) => Payload;
  /** Each fault of what a job would get. */
  check: (payload: Payload) => FieldError[];
};

/** The rules of one template version, checked by its compiled validator. */
export function createPayloadRules(
  payloadSchema: AnySchema,
  validator: ValidatorType,
): PayloadRules {
  const schema = formSchema(payloadSchema);
  const utils = createSchemaUtils(validator, schema, formDefaults);
  const complete = remember(
    (payload): StrippedPayload =>
      completePayload({
        schema,
        payload,
        fill: (given) => utils.getDefaultFormState(schema, given),
        isValid: (part, value) => validator.isValid(part, value, schema),
      }),
  );

  function check(payload: Payload): FieldError[] {
    const { payload: exact, unknown } = complete(payload);
    const { errors = [] } = validator.rawValidation(schema, exact);
    return [
      ...explain(errors, { schema, prefix: "/payload" }),
      ...unknown.map((fault) => ({ ...fault, pointer: `/payload${fault.pointer}` })),
    ];
  }

  return { schema, validator, exact: (payload) => complete(payload).payload, check };
}

/**
 * Remembers the last answer: form, preview and JSON all ask about the same payload after each key.
 */
function remember(
  work: (payload: Payload) => StrippedPayload,
): (payload: Payload) => StrippedPayload {
  let last: { payload: Payload; answer: StrippedPayload } | undefined;
  return (payload) => {
    if (last?.payload !== payload) last = { payload, answer: work(payload) };
    return last.answer;
  };
}
