import { expect } from "chai";
import fc from "fast-check";
import { fillPlaceholders, lookUp } from "./placeholders.ts";

describe("placeholders", () => {
  const values = { payload: { host: "example.org", port: 8080, tags: ["a"], none: null } };

  it("are replaced by values at dotted paths", () => {
    expect(
      fillPlaceholders("{{payload.host}}:{{ payload.port }} {{payload.tags}}", values),
    ).to.equal('example.org:8080 ["a"]');
  });

  it("are removed where there is no value", () => {
    expect(
      fillPlaceholders("[{{payload.none}}{{payload.host.length}}{{nobody}}]", values),
    ).to.equal("[]");
  });

  it("do not reach a prototype", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("constructor", "__proto__", "toString", "hasOwnProperty"),
        (key) => {
          expect(lookUp(`payload.${key}`, values)).to.equal(undefined);
          expect(lookUp(`payload.host.${key}`, values)).to.equal(undefined);
        },
      ),
    );
  });
});
