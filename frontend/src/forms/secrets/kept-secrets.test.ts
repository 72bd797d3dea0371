import { expect } from "chai";
import { handlesOf, secretErrors } from "./kept-secrets.ts";

const secret = { type: "string", writeOnly: true };
const schema = {
  type: "object",
  properties: { url: { type: "string" }, keys: { type: "array", items: secret } },
};
const [first, second] = ["••••••one", "••••••two"];

describe("kept secrets of a form", () => {
  const handles = handlesOf({ url: "x", keys: [first, second], more: { key: first } });

  it("are those that the job shows in place of its secrets", () => {
    expect([...handles]).to.deep.equal([first, second]);
    expect(handlesOf({ url: "x", keys: ["typed"] }).size).to.equal(0);
  });

  it("may stand in any secret field, and nowhere else", () => {
    expect(secretErrors(schema, { url: "x", keys: [second, first, first] }, handles)).to.deep.equal(
      [],
    );
    const errors = secretErrors(schema, { url: first, keys: ["••••••other", "typed"] }, handles);
    expect(errors.map(({ pointer }) => pointer)).to.deep.equal(["/payload/url", "/payload/keys/0"]);
  });
});
