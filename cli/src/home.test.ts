import { statSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { lockHome, openHome, tokenSecret } from "./home.ts";

describe("a home", () => {
  const root = temporaryFolder();

  it("keeps one secret, readable for its owner only", () => {
    const home = openHome(root.path());
    const secret = tokenSecret(home);
    expect(secret).to.have.length.above(32);
    expect(tokenSecret(openHome(root.path()))).to.equal(secret);
    expect(statSync(join(home.etc, "token-secret")).mode & 0o777).to.equal(0o600);
  });

  it("is used by one process at a time", () => {
    const home = openHome(root.path());
    const lock = lockHome(home);
    expect(() => lockHome(home)).to.throw(/Another Formwork runs below/);
    lock.release();
    lockHome(home).release();
  });
});
