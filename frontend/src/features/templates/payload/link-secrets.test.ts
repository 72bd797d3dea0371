import { expect } from "chai";
import { searchWithout, secretsIn } from "./link-secrets.ts";

const secret = { type: "string", writeOnly: true };
const schema = {
  properties: {
    host: { type: "string" },
    token: secret,
    password: { type: "string", format: "password" },
    servers: { items: { properties: { name: { type: "string" }, key: secret } } },
    env: { additionalProperties: secret },
  },
};
const payload = { host: "a", token: "t", servers: [{ name: "s", key: "k" }], env: { A: "b" } };

describe("secrets in a link", () => {
  it("are found at any depth", () => {
    expect(secretsIn(payload, schema)).to.deep.equal([
      ["token"],
      ["servers", "0", "key"],
      ["env", "A"],
    ]);
    expect(secretsIn({ password: "p", host: "h" }, schema)).to.deep.equal([["password"]]);
    expect(secretsIn({ host: "h", token: 1 }, schema)).to.deep.equal([["token"]]);
  });

  it("are taken out of the address, which keeps everything else", () => {
    const search = new URLSearchParams("version=2&p.host=a&p.token=t&from=x");
    const left = searchWithout(search, payload, secretsIn(payload, schema));
    expect([...left.keys()]).to.deep.equal(["version", "from", "payload"]);
    expect(JSON.parse(left.get("payload") ?? "")).to.deep.equal({
      host: "a",
      servers: [{ name: "s" }],
      env: {},
    });
  });
});
