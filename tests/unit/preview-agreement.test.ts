import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import {
  isObject,
  listAt,
  objectAt,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { compileValidator } from "@formwork/engine/templates/sandbox/thread/payload-validator";
import { richSchema } from "@formwork/engine/testing/a-rich-schema";
import { expect } from "chai";
import fc from "fast-check";
import { formRules } from "../support/pages/form-rules.ts";

const text = { type: "string" };
const deep = { kind: { const: "deep" }, path: text, depth: { type: "integer", default: 1 } };
const schemas: Record<string, SchemaObject> = {
  "cleared defaults": {
    properties: {
      suffix: { ...text, default: "nightly" },
      count: { type: "integer", default: 5 },
      keep: { enum: ["one", "all"], default: "all" },
      when: { ...text, format: "date-time", default: "2026-01-15T08:30:00Z" },
    },
  },
  constants: {
    required: ["word"],
    properties: { word: { const: "DELETE" }, sure: { const: true }, env: { enum: ["a", "b"] } },
    if: { required: ["env"], properties: { env: { const: "b" } } },
    then: { required: ["again"], properties: { again: { const: "b" }, n: { default: 1 } } },
  },
  "branches that overlap": {
    properties: {
      what: {
        anyOf: [
          { type: "object", required: ["path"], properties: { path: text } },
          { type: "object", required: ["path", "depth"], properties: { path: text, depth: {} } },
        ],
      },
      list: { type: "array", items: { oneOf: [{ properties: deep }, { type: "null" }] } },
    },
  },
  groups: {
    required: ["hosts", "opts"],
    properties: {
      hosts: { type: "array", items: text },
      opts: { type: "object", required: ["on"], properties: { on: { type: "boolean" } } },
      tls: { type: "object", properties: { verify: { type: "boolean", default: true } } },
    },
  },
  "every feature": richSchema,
};
for (const file of globSync(join(import.meta.dirname, "../../templates/*/template.json"))) {
  const { name, payload } = JSON.parse(readFileSync(file, "utf8"));
  schemas[name] = payload;
}

/** Generates values as a person leaves them: fitting and not, absent, or cleared (undefined). */
function values(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  if (!isObject(schema) || depth > 4) return fc.constantFrom("x", 1, undefined);
  const known = [...listAt(schema, "enum"), schema.const, schema.default, "x", 7, true, undefined];
  const branches = ["oneOf", "anyOf", "allOf"].flatMap((keyword) => listAt(schema, keyword));
  const parts = [...branches, schema.then].filter(isObject);
  const fields = Object.entries(
    Object.assign({}, ...parts.map((part) => objectAt(part, "properties")), schema.properties),
  );
  if (fields.length > 0)
    return fc.record(
      Object.fromEntries(fields.map(([key, inner]) => [key, values(inner, depth + 1)])),
      // JSON has no objects without a prototype.
      { requiredKeys: [], noNullPrototype: true },
    );
  if (isObject(schema.items)) return fc.array(values(schema.items, depth + 1), { maxLength: 3 });
  return fc.constantFrom(...known);
}

describe("The preview of a form", () => {
  for (const [name, given] of Object.entries(schemas)) {
    it(`is what the job gets: ${name}`, async () => {
      const schema = { type: "object", ...given };
      const rules = await formRules(schema);
      const server = compileValidator(schema);
      const drafts = values(schema).filter(isObject);
      fc.assert(
        fc.property(drafts, (draft) => {
          // The generated objects are payloads as the form holds them.
          const preview: Payload = JSON.parse(JSON.stringify(rules.complete(draft as Payload)));
          const answer = server.validate(preview);
          expect(answer.payload).to.deep.equal(preview);
          expect(answer.valid).to.equal(rules.check(draft as Payload).length === 0);
        }),
        { numRuns: 60 },
      );
    });
  }
});
