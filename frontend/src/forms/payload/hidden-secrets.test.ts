import { expect } from "chai";
import { hideSecrets, maskSecrets, revealSecrets } from "./hidden-secrets.ts";

const secret = { type: "string", writeOnly: true };
const schema = {
  type: "object",
  properties: {
    host: { type: "string" },
    token: secret,
    keys: { type: "array", items: { properties: { name: {}, key: secret } } },
  },
};
const payload = {
  host: "a",
  token: "••••••kept",
  keys: [
    { name: "x", key: "one" },
    { name: "y", key: "two" },
    { name: "z", key: "one" },
    { name: "new", key: "" },
  ],
};

describe("hidden secrets", () => {
  const { shown, hidden } = hideSecrets(schema, payload, {});

  it("are shown as texts that stand for them; kept ones and empty ones as they are", () => {
    expect(JSON.stringify(shown)).to.not.match(/"(one|two)"/);
    expect(shown).to.deep.equal({
      host: "a",
      token: "••••••kept",
      keys: [
        { name: "x", key: "••••••typed-1" },
        { name: "y", key: "••••••typed-2" },
        { name: "z", key: "••••••typed-1" },
        { name: "new", key: "" },
      ],
    });
    expect(revealSecrets(schema, shown, hidden)).to.deep.equal(payload);
  });

  it("go with their texts, and not where no secret is", () => {
    const edited = { keys: [{ key: "••••••typed-2" }, { name: "••••••typed-1", key: "three" }] };
    expect(revealSecrets(schema, edited, hidden)).to.deep.equal({
      keys: [{ key: "two" }, { name: "••••••typed-1", key: "three" }],
    });
  });

  it("keep their texts when others are typed", () => {
    const more = hideSecrets(schema, { token: "three", keys: [{ key: "two" }] }, hidden);
    expect(more.shown).to.deep.equal({
      token: "••••••typed-3",
      keys: [{ key: "••••••typed-2" }],
    });
  });
});

describe("maskSecrets", () => {
  it("masks kept and typed secrets alike, and leaves empty ones", () => {
    expect(maskSecrets(schema, payload)).to.deep.include({ host: "a", token: "••••••" });
    expect(JSON.stringify(maskSecrets(schema, payload)).match(/"key":"(••••••)?"/g)).to.have.length(
      4,
    );
  });
});
