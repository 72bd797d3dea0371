import type { FieldProps } from "@rjsf/utils";
import { expect } from "chai";
import { equalProps } from "./equal-props.ts";

const schema = { type: "string" } as const;
/** The props that are compared here are some of those of a field. */
const props = (more: object = {}) => ({ schema, formData: "a", ...more }) as Partial<FieldProps>;

describe("equalProps", () => {
  it("takes copies of a schema and other functions as equal", () => {
    const before = props({ onChange: () => {}, schema: { ...schema } });
    expect(equalProps(before, props({ onChange: () => {} }))).to.equal(true);
  });

  it("tells another value, other errors and another schema apart", () => {
    expect(equalProps(props(), props({ formData: "b" }))).to.equal(false);
    expect(equalProps(props(), props({ errorSchema: {} }))).to.equal(false);
    expect(equalProps(props(), props({ schema: { type: "number" } }))).to.equal(false);
  });
});
