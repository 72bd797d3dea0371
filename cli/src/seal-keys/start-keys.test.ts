import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { openHome, tokenSecret } from "../home.ts";
import { addSealKey, sealKeyFile } from "./seal-key-file.ts";
import { startKeys } from "./start-keys.ts";

describe("the keys of formwork start", () => {
  const root = temporaryFolder();
  const none = { secret: null, sealKey: null, sealKeysRead: [] };
  const start = (given: Partial<Parameters<typeof startKeys>[1]> = {}) =>
    startKeys(openHome(root.path()), { ...none, ...given });

  it("are made once, apart from the secret of tokens, readable for their owner only", () => {
    const { secret, sealKeys } = start();
    expect(sealKeys()).to.have.length(1).and.not.include(secret);
    const again = start();
    expect([again.secret, again.sealKeys()]).to.deep.equal([secret, sealKeys()]);
    expect(statSync(sealKeyFile(openHome(root.path()))).mode & 0o777).to.equal(0o600);
  });

  it("go on opening what an older version sealed with the secret of tokens", () => {
    const secret = tokenSecret(openHome(root.path()));
    expect(start().sealKeys()).to.have.length(2).and.to.have.property("1", secret);
    expect(start({ secret: "x".repeat(32) }).sealKeys()[1]).to.equal(secret);
  });

  it("are read again when another one was added before them", () => {
    const { sealKeys } = start();
    const before = sealKeys();
    const key = addSealKey(openHome(root.path()));
    expect(sealKeys()).to.deep.equal([key, ...before]);
  });

  it("are those of the settings, before those of the file", () => {
    const [kept] = start().sealKeys();
    const sealKey = "s".repeat(32);
    const { sealKeys, secret } = start({ sealKey, sealKeysRead: ["r".repeat(32)] });
    expect(sealKeys()).to.deep.equal([sealKey, secret, "r".repeat(32), kept]);
  });

  it("are not taken where a line of the file is no key, and keep what a broken write left", () => {
    const home = openHome(root.path());
    const [key = ""] = start().sealKeys();
    for (const text of ["", "# nothing\n", "short\n", `${key}\nshort`, "\0".repeat(64)]) {
      writeFileSync(sealKeyFile(home), text);
      expect(() => start().sealKeys(), text).to.throw("seal-keys");
    }
    writeFileSync(sealKeyFile(home), `# a line\n${key}\n`);
    writeFileSync(join(home.etc, "seal-keys.new"), "half");
    expect(addSealKey(home)).to.equal(start().sealKeys()[0]);
    expect(readFileSync(sealKeyFile(home), "utf8")).to.contain(key);
    expect(readdirSync(home.etc)).to.have.members(["token-secret", "seal-keys", "seal-keys.lock"]);
  });
});
