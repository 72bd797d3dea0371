import { expect } from "chai";
import { maskAt } from "./mask-secrets.ts";

describe("maskAt", () => {
  it("covers the texts it is told to, and nothing else", () => {
    const payload = {
      password: "sesame",
      user: "ada",
      keys: [{ token: "a" }, { token: "" }],
      headers: { cookie: "x" },
    };
    expect(maskAt(payload, ["/password", "/keys/*/token", "/headers/*"])).to.deep.equal({
      password: "••••••",
      user: "ada",
      keys: [{ token: "••••••" }, { token: "" }],
      headers: { cookie: "••••••" },
    });
    expect(payload.password).to.equal("sesame");
  });

  it("minds no path that leads nowhere", () => {
    expect(maskAt({ a: 1 }, ["/a", "/b/c", "/a/b"])).to.deep.equal({ a: 1 });
  });
});
