import { expect } from "chai";
import { maskSecrets } from "./mask-secrets.ts";

describe("maskSecrets", () => {
  it("covers the texts it is told to, and nothing else", () => {
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

  it("minds no path that leads nowhere", () => {
    expect(maskSecrets({ a: 1 }, ["/a", "/b/c", "/a/b"])).to.deep.equal({ a: 1 });
  });
});
