import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { runCommand } from "../testing/a-terminal.ts";

describe("formwork completion", () => {
  const folder = temporaryFolder();

  /** Returns what bash offers after some words, the last of which is not complete. */
  async function offered(line: string): Promise<string[]> {
    const { out } = await runCommand(["completion", "bash"]);
    const words = line.split(" ");
    const script = `${out}
formwork() { printf '{"name":"echo"}\\n{"name":"sample-job"}\\n'; }
COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length - 1}
_formwork; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const file = join(folder.path(), "completion.bash");
    writeFileSync(file, script);
    return execFileSync("bash", ["--norc", file], { encoding: "utf8" }).trim().split("\n");
  }

  it("offers commands, options, their words and names of templates in bash", async () => {
    expect(await offered("formwork sch")).to.have.members(["scheduler", "schedules"]);
    expect(await offered("formwork jobs re")).to.have.members(["retry", "rerun"]);
    expect(await offered("formwork jobs list --st")).to.deep.equal(["--state"]);
    expect(await offered("formwork jobs list --state f")).to.deep.equal(["failed"]);
    expect(await offered("formwork run s")).to.deep.equal(["sample-job"]);
    expect(await offered("formwork templates show e")).to.deep.equal(["echo"]);
    expect(await offered("formwork jobs show x")).to.deep.equal([""]);
  });

  it("writes a script for zsh, and refuses other shells", async () => {
    const { out } = await runCommand(["completion", "zsh"]);
    expect(out)
      .to.match(/^#compdef formwork/)
      .and.to.contain("'cancel:Cancel; a running one");
    const fish = await runCommand(["completion", "fish"]);
    expect(fish).to.deep.include({ code: 2, out: "" });
    expect(fish.err).to.contain("Allowed choices are bash, zsh");
  });
});
