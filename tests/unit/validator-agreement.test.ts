import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedPayload, Payload } from "@formwork/contracts/schema/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { compileValidator } from "@formwork/engine/templates/sandbox/payload-validator";
import { validatorScript } from "@formwork/engine/templates/sandbox/validator-script";
import { richPayloads, richSchema } from "@formwork/engine/testing/a-rich-schema";
import { expect } from "chai";
import { createPayloadRules } from "../../frontend/src/forms/validation/payload-rules.ts";
import { factoryToValidator } from "../../frontend/src/forms/validation/validator.ts";

/**
 * The form's side of a template, as the browser runs it: the script, imported as a module, behind
 * the form's rules.
 */
async function inBrowser(
  payloadSchema: SchemaObject,
): Promise<(payload: Payload) => CheckedPayload> {
  const script = await import(
    `data:text/javascript,${encodeURIComponent(validatorScript(payloadSchema))}`
  );
  const rules = createPayloadRules(
    payloadSchema,
    factoryToValidator(script.default, payloadSchema),
  );
  return (payload) => {
    const errors = rules.check(payload);
    return { valid: errors.length === 0, errors, payload: rules.complete(payload) };
  };
}

async function expectAgreement(
  payloadSchema: SchemaObject,
  payloads: readonly Payload[],
): Promise<CheckedPayload[]> {
  const form = await inBrowser(payloadSchema);
  const server = compileValidator(payloadSchema).validate;
  return payloads.map((payload) => {
    const answer = server(payload);
    expect(form(payload), JSON.stringify(payload)).to.deep.equal(answer);
    return answer;
  });
}

/** Each payload with each of its keys, at any depth, left out once and given a wrong value once. */
function spoilt(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => spoilt(item).map((bad) => value.with(index, bad)));
  if (typeof value !== "object" || value === null) return [null, "spoilt", -1, {}];
  return Object.entries(value).flatMap(([key, inner]) => {
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    return [
      rest,
      ...spoilt(inner).map((bad) => ({ ...value, [key]: bad })),
      { ...value, [`${key}x`]: inner },
    ];
  });
}

describe("The form and the server", () => {
  it("say the same of every payload of a schema that has everything, in the same words", async () => {
    const answers = await expectAgreement(richSchema, [
      ...richPayloads,
      ...richPayloads.flatMap((payload) => spoilt(payload) as Payload[]),
    ]);
    expect(answers.filter(({ valid }) => valid)).not.to.have.length(0);
    expect(answers.filter(({ valid }) => !valid)).not.to.have.length(0);
  });

  for (const file of globSync(join(import.meta.dirname, "../../templates/*/template.json"))) {
    const { name, payload, examples = [] } = JSON.parse(readFileSync(file, "utf8"));
    it(`say the same of the examples of ${name}, whole and spoilt, and fill them in alike`, async () => {
      const given: Payload[] = examples.map((example: { payload: Payload }) => example.payload);
      const answers = await expectAgreement(payload, [
        {},
        ...given,
        ...given.flatMap((example) => spoilt(example) as Payload[]),
      ]);
      for (const { payload: complete, valid } of answers.slice(1, given.length + 1)) {
        expect(valid).to.equal(true);
        expect(compileValidator(payload).validate(complete).payload).to.deep.equal(complete);
      }
    });
  }
});
