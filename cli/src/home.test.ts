import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { lockHome, openHome, tokenSecret } from "./home.ts";

describe("a home", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "formwork-home-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("keeps one secret, readable for its owner only", () => {
    const home = openHome(root);
    const secret = tokenSecret(home);
    expect(secret).to.have.length.above(32);
    expect(tokenSecret(openHome(root))).to.equal(secret);
    expect(statSync(join(home.etc, "token-secret")).mode & 0o777).to.equal(0o600);
  });

  it("is used by one process at a time", () => {
    const home = openHome(root);
    const lock = lockHome(home);
    expect(() => lockHome(home)).to.throw(/Another Formwork runs below/);
    lock.release();
    lockHome(home).release();
  });
});
