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
formwork() { [ "$1" = complete-names ] && case "$2" in
  templates) printf 'echo\\tEcho\\nsample-job\\tA sample\\n' ;;
  *) printf '%s-1\\tone\\n%s-2\\t\\n' "$2" "$2" ;;
esac; }
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

  it("offers what the server knows: jobs lately made, schedules, queues and others", async () => {
    expect(await offered("formwork jobs show jobs-")).to.deep.equal(["jobs-1", "jobs-2"]);
    expect(await offered("formwork jobs logs jobs-1 jobs-2")).to.deep.equal(["jobs-2"]);
    expect(await offered("formwork schedules pause s")).to.have.length(2);
    expect(await offered("formwork queues change q")).to.have.length(2);
    expect(await offered("formwork actions wait a")).to.have.length(2);
    expect(await offered("formwork jobs list --queue q")).to.deep.equal(["queues-1", "queues-2"]);
    expect(await offered("formwork schedules create --template e")).to.deep.equal(["echo"]);
    expect(await offered("formwork complet")).to.deep.equal(["completion"]);
  });

  it("writes a script for zsh, and refuses other shells", async () => {
    const { out } = await runCommand(["completion", "zsh"]);
    expect(out)
      .to.match(/^#compdef formwork/)
      .and.to.contain("'cancel:Cancel; a running one");
    const fish = await runCommand(["completion", "fish"]);
    expect(fish).to.deep.include({ code: 2, out: "" });
    expect(fish.err).to.contain("Allowed choices are bash, zsh");
    expect(out).to.contain('"jobs show") _formwork_names jobs ;;');
    expect(out).to.contain('"jobs list --queue") _formwork_names queues ;;');
  });
});
