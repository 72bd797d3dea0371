import { expect } from "chai";
import { resolveSecrets } from "./kept-secrets.ts";
import { secretMask } from "./secret-mask.ts";

const schema = {
  type: "object",
  properties: {
    host: { type: "string" },
    token: { type: "string", writeOnly: true },
    servers: {
      items: {
        properties: { host: { type: "string" }, token: { type: "string", writeOnly: true } },
      },
    },
    env: { additionalProperties: { type: "string", writeOnly: true } },
  },
};
const [one, two, foreign] = [`${secretMask}one`, `${secretMask}two`, `${secretMask}foreign`];
const kept = {
  [one]: { value: "secret one" },
  [two]: { value: { any: ["json"] } },
  [foreign]: { fault: "was given by another person; type this secret again" },
};
const resolve = (payload: Record<string, unknown>) => resolveSecrets(schema, payload, kept);
const pointersOf = (payload: Record<string, unknown>) =>
  resolve(payload).errors.map(({ pointer }) => pointer);

describe("resolveSecrets", () => {
  it("replaces each handle by its own secret, in whatever item or key it stands", () => {
    const { payload, handles, errors } = resolve({
      servers: [{ token: two }, { host: "b", token: one }, { token: one }],
      env: { RENAMED: two },
      token: "a new one",
    });
    expect(errors).to.deep.equal([]);
    expect(payload).to.deep.equal({
      servers: [
        { token: { any: ["json"] } },
        { host: "b", token: "secret one" },
        { token: "secret one" },
      ],
      env: { RENAMED: { any: ["json"] } },
      token: "a new one",
    });
    expect([...handles]).to.deep.equal([
      ["/servers/0/token", two],
      ["/servers/1/token", one],
      ["/servers/2/token", one],
      ["/env/RENAMED", two],
    ]);
  });

  it("refuses the mask alone, unknown handles and what is typed after one", () => {
    for (const token of [secretMask, `${secretMask}x`, `${one}x`, `${secretMask}toString`]) {
      expect(resolve({ token }).errors).to.have.length(1);
      expect(resolve({ token }).errors[0]).to.deep.include({
        pointer: "/payload/token",
        keyword: "secret",
      });
      expect(resolve({ token }).errors[0]?.message).to.contain("type this secret again");
    }
  });

  it("refuses a handle where the schema has no secret", () => {
    expect(pointersOf({ host: one, servers: [{ host: one }], x: { y: [one] } })).to.deep.equal([
      "/payload/host",
      "/payload/servers/0/host",
      "/payload/x/y/0",
    ]);
  });

  it("refuses a handle as the name of a field", () => {
    expect(pointersOf({ env: { [one]: "x" }, x: [{ [two]: 1 }] })).to.deep.equal([
      `/payload/env/${one}`,
      `/payload/x/0/${two}`,
    ]);
  });

  it("refuses a handle inside of a secret, which is one value", () => {
    expect(pointersOf({ token: { inner: one } })).to.deep.equal(["/payload/token/inner"]);
  });

  it("refuses a handle with the reason why it may not be kept", () => {
    expect(resolve({ token: foreign }).errors).to.deep.equal([
      {
        pointer: "/payload/token",
        message: "was given by another person; type this secret again",
        keyword: "secret",
      },
    ]);
  });

  it("refuses sealed values, at any depth", () => {
    const seal = { $sealed: "v2.a.b.c" };
    expect(pointersOf({ token: seal, x: [{ y: seal }] })).to.deep.equal([
      "/payload/token/$sealed",
      "/payload/x/0/y/$sealed",
    ]);
  });
});
