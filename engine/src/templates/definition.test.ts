import { expect } from "chai";
import { aTemplate } from "../testing/a-template.ts";
import { hashOf, readDefinition } from "./definition.ts";

const faultsOf = (value: unknown) => {
  const read = readDefinition(value);
  return "errors" in read ? read.errors.map(({ pointer, message }) => `${pointer} ${message}`) : [];
};

describe("readDefinition", () => {
  it("says what names and files may be in words", () => {
    expect(faultsOf({ ...aTemplate(), name: "My Name" })).to.deep.equal([
      "/name must be 1 to 63 lower-case letters, digits and dashes, and start with a letter or digit",
    ]);
    expect(
      faultsOf({ ...aTemplate(), run: { kind: "module", file: "../lib/m.ts" } }),
    ).to.deep.equal([
      "/run/file must be the path of a .ts, .mts, .js or .mjs file in the folder of the template, such as steps/run.ts",
    ]);
  });

  it("tells the faults of schema and layout together with the others", () => {
    const properties = { flag: { type: "boolean" } };
    const wrong = {
      ...aTemplate(),
      timout: "1s",
      payload: { type: "object", properties },
      form: { flg: {} },
    };
    expect(faultsOf(wrong)).to.deep.equal([
      "/timout is not a known field; did you mean timeout?",
      "/form/flg is no field of the payload; did you mean flag?",
    ]);
    expect(faultsOf({ payload: { type: "object", minLenght: 1 } })).to.include(
      "/payload/minLenght is not a keyword of JSON Schema; did you mean minLength?",
    );
    expect(faultsOf([])).to.deep.equal([" must be an object"]);
  });
});

describe("the hash of a definition", () => {
  it("depends on the content, and not on what $schema tells an editor", () => {
    const hash = hashOf(aTemplate());
    expect(hashOf({ ...aTemplate(), $schema: "./template.schema.json" })).to.equal(hash);
    expect(hashOf(aTemplate({ title: "Other" }))).to.not.equal(hash);
  });
});
