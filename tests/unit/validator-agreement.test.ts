import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedPayload, Payload } from "@formwork/contracts/schema/payload/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { compileValidator } from "@formwork/engine/templates/sandbox/thread/payload-validator";
import { richPayloads, richSchema } from "@formwork/engine/testing/a-rich-schema";
import { expect } from "chai";
import { formRules } from "../support/pages/form-rules.ts";

/** Returns the validation of the form as the browser runs it. */
async function inBrowser(
  payloadSchema: SchemaObject,
): Promise<(payload: Payload) => CheckedPayload> {
  const rules = await formRules(payloadSchema);
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

/**
 * Returns variants of a value: each key, at any depth, left out, replaced by a wrong value, and
 * misspelt.
 */
function damaged(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => damaged(item).map((bad) => value.with(index, bad)));
  if (typeof value !== "object" || value === null) return [null, "damaged", -1, {}];
  return Object.entries(value).flatMap(([key, inner]) => {
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    return [
      rest,
      ...damaged(inner).map((bad) => ({ ...value, [key]: bad })),
      { ...value, [`${key}x`]: inner },
    ];
  });
}

describe("The form and the server", () => {
  it("agree on every payload of a schema with all features, with the same messages", async () => {
    const answers = await expectAgreement(richSchema, [
      ...richPayloads,
      ...richPayloads.flatMap((payload) => damaged(payload) as Payload[]),
    ]);
    expect(answers.filter(({ valid }) => valid)).not.to.have.length(0);
    expect(answers.filter(({ valid }) => !valid)).not.to.have.length(0);
  });

  for (const file of globSync(join(import.meta.dirname, "../../templates/*/template.json"))) {
    const { name, payload, examples = [] } = JSON.parse(readFileSync(file, "utf8"));
    it(`agree on the examples of ${name}, intact and damaged, and fill them in alike`, async () => {
      const given: Payload[] = examples.map((example: { payload: Payload }) => example.payload);
      const answers = await expectAgreement(payload, [
        {},
        ...given,
        ...given.flatMap((example) => damaged(example) as Payload[]),
      ]);
      for (const { payload: complete, valid } of answers.slice(1, given.length + 1)) {
        expect(valid).to.equal(true);
        expect(compileValidator(payload).validate(complete).payload).to.deep.equal(complete);
      }
    });
  }
});
