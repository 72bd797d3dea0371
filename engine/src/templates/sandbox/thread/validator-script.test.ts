import { expect } from "chai";
import { richSchema } from "../../../testing/a-rich-schema.ts";
import { validatorScript } from "./validator-script.ts";

describe("validatorScript", () => {
  it("is a module whose one export takes `require`", async () => {
    const { default: factory, ...others } = await import(asUrl(validatorScript(richSchema)));
    expect(others).to.deep.equal({});
    expect(factory).to.be.a("function").with.length(1);
  });

  it("requires only modules that the form provides", () => {
    const asked = new Set(validatorScript(richSchema).match(/require\("[^"]*"\)/g));
    expect([...asked]).to.have.members([
      'require("ajv/dist/runtime/ucs2length")',
      'require("ajv/dist/runtime/equal")',
      'require("formwork/formats")',
      'require("formwork/pattern")',
    ]);
  });

  it("needs no eval", () => {
    expect(validatorScript(richSchema)).not.to.match(/\beval\b|new Function|import\(/);
  });

  it("runs no code that a schema contains", async () => {
    const hostile = [
      '"); globalThis.pwned = 1; ("',
      "'); globalThis.pwned = 1; ('",
      "`$" + "{globalThis.pwned = 1}`",
      "</script><script>globalThis.pwned = 1</script>",
      "*/ globalThis.pwned = 1 /*",
      "\u2028globalThis.pwned = 1\u2029",
      "\\",
      "\n};globalThis.pwned = 1;{",
      "$" + "{globalThis.pwned = 1}",
    ];
    const fields = Object.fromEntries(
      hostile.map((text) => [
        text,
        {
          title: text,
          description: text,
          enum: [text],
          const: text,
          default: text,
          $comment: text,
        },
      ]),
    );
    const schema = {
      type: "object",
      properties: fields,
      required: hostile,
      patternProperties: { "^'\"`</script>\u2028": { const: hostile } },
      oneOf: hostile.map((text) => ({ properties: { [text]: { const: text } }, required: [text] })),
      dependentRequired: Object.fromEntries(hostile.map((text) => [text, hostile])),
    };
    const { default: factory } = await import(asUrl(validatorScript(schema)));
    const linearPattern = (pattern: string) => new RegExp(pattern);
    const validators: Record<string, (value: unknown) => boolean> = factory(() => ({
      linearPattern,
      default: (text: string) => text.length,
    }));
    for (const validate of Object.values(validators)) {
      validate({});
      validate(Object.fromEntries(hostile.map((text) => [text, text])));
    }
    expect(globalThis).not.to.have.property("pwned");
    expect(Object.keys(validators)).not.to.have.length(0);
  });
});

function asUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`;
}
