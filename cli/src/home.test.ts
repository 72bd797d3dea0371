import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
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

  it("is not opened with a secret that a start could not write whole, and names its file", () => {
    const home = openHome(root.path());
    const file = join(home.etc, "token-secret");
    for (const text of ["", " \n", "short", "x".repeat(31), "\0".repeat(64)]) {
      writeFileSync(file, text);
      expect(() => tokenSecret(home), text).to.throw(file);
    }
    writeFileSync(file, "x".repeat(32));
    expect(tokenSecret(home)).to.equal("x".repeat(32));
  });

  it("keeps nothing of a start that ended while it wrote the secret", () => {
    const home = openHome(root.path());
    writeFileSync(join(home.etc, "token-secret.new"), "half");
    expect(tokenSecret(home)).to.have.length.above(32);
    expect(readdirSync(home.etc)).to.deep.equal(["token-secret"]);
  });

  it("is no folder whose etc others use, which it would close to them", () => {
    const place = join(root.path(), "like-usr-local");
    mkdirSync(join(place, "etc"), { recursive: true, mode: 0o755 });
    writeFileSync(join(place, "etc", "passwd"), "");
    expect(() => openHome(place)).to.throw(/^FORMWORK_HOME cannot be used: .*etc holds files/);
    expect(statSync(join(place, "etc")).mode & 0o777).to.equal(0o755);
    expect(readdirSync(place)).to.deep.equal(["etc"]);
  });

  it("may hold other files beside its own, and keys given by the environment leave none", () => {
    const home = openHome(root.path());
    lockHome(home).release();
    writeFileSync(join(home.etc, "ca.pem"), "");
    expect(openHome(root.path())).to.deep.equal(home);
  });

  it("names the setting where its folders cannot be made", () => {
    const file = join(root.path(), "a-file");
    writeFileSync(file, "");
    expect(() => openHome(join(file, "home"))).to.throw(/^FORMWORK_HOME cannot be used: .*ENOTDIR/);
  });

  it("says of a damaged lock that it is none of another process", () => {
    const home = openHome(root.path());
    writeFileSync(join(home.data, "lock.db"), "garbage ".repeat(1000));
    expect(() => lockHome(home)).to.throw(/lock\.db cannot be used/);
  });

  it("is used by one process at a time", () => {
    const home = openHome(root.path());
    const lock = lockHome(home);
    expect(statSync(join(home.data, "lock.db")).mode & 0o777).to.equal(0o600);
    expect(() => lockHome(home)).to.throw(/Another Formwork runs below/);
    lock.release();
    lockHome(home).release();
  });
});
