import { expect } from "chai";
import { confirmationOf } from "./confirmation.ts";

const template = {
  name: "deploy",
  version: 2,
  payload: { type: "object", properties: { env: {} } },
};
const confirm = { text: "Deploys {{payload.list}}\nto {{payload.env}}", word: "{{payload.env}}" };

describe("the confirmation of a job", () => {
  it("is asked with the values of the payload", () => {
    expect(
      confirmationOf({ ...template, confirm }, { env: "production", list: ["a", "b"] }),
    ).to.deep.equal({
      text: "Deploys a, b\nto production",
      word: "production",
    });
  });

  it("has a word that can be typed, whatever the payload holds", () => {
    const asked = confirmationOf({ ...template, confirm }, { env: " a\n\u202eb " });
    expect(asked).to.include({ word: "a b" });
  });

  it("has no word where that comes out empty, and is none without the field", () => {
    expect(confirmationOf({ ...template, confirm }, {})).to.include({ word: "" });
    expect(confirmationOf({ ...template, confirm: { text: "Sure?" } }, {})).to.deep.equal({
      text: "Sure?",
      word: "",
    });
    expect(confirmationOf(template, {})).to.equal(null);
  });
});
