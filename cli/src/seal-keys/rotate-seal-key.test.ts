import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { openHome } from "../home.ts";
import { runCommand } from "../testing/a-terminal.ts";
import { makeSealKeys, readSealKeys, sealKeyFile } from "./seal-key-file.ts";

describe("formwork keys rotate", () => {
  const root = temporaryFolder();
  async function rotate(env: Record<string, string> = {}) {
    return runCommand(["keys", "rotate"], { env: { FORMWORK_HOME: root.path(), ...env } });
  }

  it("puts a new key before the others, and names it by its id", async () => {
    const home = openHome(root.path());
    makeSealKeys(home, []);
    const [before] = readSealKeys(home);
    const { code, out } = await rotate();
    expect(code).to.equal(0);
    const [key = "", ...others] = readSealKeys(home);
    expect(others).to.deep.equal([before]);
    expect(out).to.contain(keyIdOf(key)).and.not.contain(key);
    expect(readFileSync(sealKeyFile(home), "utf8")).to.contain(`# ${keyIdOf(key)}`);
  });

  it("says what is wrong where there is no installation, or the key is a setting", async () => {
    const { code, err } = await rotate();
    expect([code, err]).to.deep.include(2);
    expect(err).to.contain("no etc/seal-keys");
    expect((await rotate({ FORMWORK_SEAL_KEY: "k".repeat(32) })).err).to.contain(
      "FORMWORK_SEAL_KEY is set",
    );
  });

  it("loses no key where two do it at once", async () => {
    const home = openHome(root.path());
    makeSealKeys(home, []);
    const main = new URL("../main.ts", import.meta.url).pathname;
    const env = { ...process.env, FORMWORK_HOME: root.path() };
    const running = [1, 2].map(() => spawn(process.execPath, [main, "keys", "rotate"], { env }));
    await Promise.all(running.map((child) => once(child, "exit")));
    expect(readSealKeys(home)).to.have.length(3);
  }).timeout(30_000);
});
