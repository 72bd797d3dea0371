import { createAjv } from "@formwork/contracts/schema/validate";
import type { Template } from "@formwork/contracts/template";
import { createPayloadRules, type PayloadRules } from "../forms/validation/payload-rules.ts";
import type { TemplateValidator } from "../forms/validation/validator.ts";
import type { AnySchema } from "../forms/values/schema-at.ts";

/** Builds a template that calls a URL. */
export function aTemplate(given: Partial<Template> = {}): Template {
  return {
    name: "sample",
    title: "Sample",
    payload: {
      type: "object",
      required: ["url"],
      properties: {
        url: { type: "string", minLength: 3 },
        rows: { type: "integer", default: 100, minimum: 1 },
      },
    },
    run: { kind: "http", url: "https://example.org" },
    version: 1,
    hash: "0".repeat(64),
    publishedAt: "2026-01-01T00:00:00Z",
    publishedBy: "folder",
    archived: false,
    ...given,
  };
}

/** Builds the rules of a payload schema, compiled here instead of loaded from the server. */
export function somePayloadRules(
  payloadSchema: AnySchema = aTemplate().payload,
  layout?: AnySchema,
): PayloadRules {
  return createPayloadRules(payloadSchema, aValidator(payloadSchema), layout);
}

/** Compiles a schema with the options that the server compiles it with for the browser. */
function aValidator(payloadSchema: AnySchema): TemplateValidator {
  const errorsOf: TemplateValidator["errorsOfPart"] = (schema, value) => {
    const check = createAjv().compile(schema);
    return check(value) ? [] : [...(check.errors ?? [])];
  };
  return {
    isValidPart: (schema, value) => createAjv().validate(schema, value),
    errorsOfPart: errorsOf,
    isValid: (schema, value) => createAjv().validate(schema, value),
    rawValidation: <Result>(_schema: unknown, value: unknown) => ({
      errors: errorsOf(payloadSchema, value) as Result[],
    }),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
  };
}
