import { expect } from "chai";
import { maskSecrets } from "./mask-secrets.ts";

describe("maskSecrets", () => {
  it("masks the texts at the pointers and nothing else", () => {
    const payload = {
      password: "sesame",
      user: "ada",
      keys: [{ token: "a" }, { token: "" }],
      headers: { cookie: "x" },
    };
    expect(maskSecrets(payload, ["/password", "/keys/*/token", "/headers/*"])).to.deep.equal({
      password: "••••••",
      user: "ada",
      keys: [{ token: "••••••" }, { token: "" }],
      headers: { cookie: "••••••" },
    });
    expect(payload.password).to.equal("sesame");
  });

  it("ignores pointers without a value", () => {
    expect(maskSecrets({ a: 1 }, ["/a", "/b/c", "/a/b"])).to.deep.equal({ a: 1 });
  });
});
