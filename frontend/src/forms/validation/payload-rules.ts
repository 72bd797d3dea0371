import type { FieldError } from "@formwork/contracts/problem";
import { inFieldOrder } from "@formwork/contracts/schema/explain/in-field-order";
import { inOwnWords } from "@formwork/contracts/schema/explain/own-messages";
import { formSchema } from "@formwork/contracts/schema/form/form-schema";
import { fillDefaults } from "@formwork/contracts/schema/payload/fill-defaults";
import {
  completePayload,
  type Payload,
  payloadErrors,
} from "@formwork/contracts/schema/payload/payload";
import type { StrippedPayload } from "@formwork/contracts/schema/payload/strip-payload";
import type { SchemaContext } from "@formwork/contracts/schema/schema-context";
import { emptyItemErrors } from "../values/empty-items.ts";
import { openGroups } from "../values/open-groups.ts";
import type { AnySchema } from "../values/schema-at.ts";
import { schemaOrder } from "../values/schema-order.ts";
import { withConstantMessages } from "./constant-messages.ts";
import { type OriginalOption, originalOptions } from "./original-options.ts";
import type { TemplateValidator } from "./validator.ts";

/** How the form completes and checks payloads of a template, by the same rules as the server. */
export type PayloadRules = {
  /** The payload schema as the form reads it: without defaults, which `fill` adds. */
  schema: AnySchema;
  validator: TemplateValidator;
  /** The payload schema itself, and the validator of its parts. */
  context: SchemaContext;
  originalOption: OriginalOption;
  /** Adds defaults, and what the form shows of required groups, lists and switches. */
  fill: (payload: Payload) => unknown;
  /** Adds the optional groups with which a new form starts. */
  start: (payload: Payload) => Payload;
  /**
   * Adds defaults and drops the values of branches that do not apply, as the server does. Keys come
   * in the order of the schema.
   */
  complete: (payload: Payload) => Payload;
  /** Returns the errors of the completed payload. */
  check: (payload: Payload) => FieldError[];
  /** Puts errors in the order of the fields on the screen. */
  order: (errors: readonly FieldError[]) => FieldError[];
};

/** Creates the rules of one template version from its compiled validator and its form's layout. */
export function createPayloadRules(
  payloadSchema: AnySchema,
  validator: TemplateValidator,
  layout: AnySchema = {},
): PayloadRules {
  const schema = formSchema(payloadSchema);
  const isValid = validator.isValidPart;
  const context: SchemaContext = { root: payloadSchema, isValid };
  const open = (payload: Payload, optional: boolean) =>
    openGroups(payload, { context, layout, optional });
  const fill = rememberLast((payload): unknown => fillDefaults(open(payload, false), context));
  const inOrder = schemaOrder(payloadSchema);
  const completed = rememberLast((payload): StrippedPayload => {
    const stripped = completePayload({ schema: payloadSchema, payload, isValid });
    return { ...stripped, payload: inOrder(stripped.payload) };
  });

  const check = (payload: Payload): FieldError[] => {
    const stripped = completed(payload);
    const { errorsOfPart: errorsOf } = validator;
    const more = emptyItemErrors(stripped.payload, schema);
    const errors = payloadErrors({ schema: payloadSchema, stripped, errorsOf, layout, more });
    return inOwnWords(withConstantMessages(withoutRepeats(errors, more), schema), layout);
  };

  return {
    schema,
    validator,
    context,
    originalOption: originalOptions(payloadSchema, schema),
    fill,
    // What fields are added to is an object and stays one.
    start: (payload) => open(payload, true) as Payload,
    complete: (payload) => completed(payload).payload,
    check,
    order: (errors) =>
      inFieldOrder(
        errors,
        { type: "object", properties: { payload: schema } },
        { payload: layout },
      ),
  };
}

/** Leaves out what else the schema says of an empty item, and that several empty ones are equal. */
function withoutRepeats(errors: readonly FieldError[], empty: readonly FieldError[]): FieldError[] {
  if (empty.length === 0) return [...errors];
  const items = new Set(empty.map(({ pointer }) => `/payload${pointer}`));
  const lists = new Set([...items].map((pointer) => pointer.slice(0, pointer.lastIndexOf("/"))));
  return errors.filter(({ pointer, keyword }) =>
    items.has(pointer)
      ? keyword === "required"
      : !(keyword === "uniqueItems" && lists.has(pointer)),
  );
}

/**
 * Remembers the last result: after each key stroke form, preview and JSON tab complete the same
 * payload.
 */
function rememberLast<Result>(work: (payload: Payload) => Result): (payload: Payload) => Result {
  let last: { payload: Payload; result: Result } | undefined;
  return (payload) => {
    if (last?.payload !== payload) last = { payload, result: work(payload) };
    return last.result;
  };
}
