import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandRun } from "@formwork/contracts/run";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { cleanLine } from "@formwork/engine/work/clean-line";
import { createRedact } from "@formwork/engine/work/redact/redact";
import { expect } from "chai";
import { uncopied } from "../../code/code-folder.ts";
import { runOne } from "../../testing/run-one.ts";
import { unconfined } from "../confinement/confinement.ts";
import { createSupervisor, type Supervisor } from "../process/supervisor.ts";
import { createCommandRunner } from "./command-runner.ts";

describe("what a command says", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  beforeEach(() => {
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
  });
  afterEach(() => supervisor.close());

  const run = (run: Omit<CommandRun, "kind">, given: Parameters<typeof anAssignment>[0] = {}) =>
    runOne(
      createCommandRunner({
        ...{
          folderOf: uncopied(folder.path()),
          tmpFolder: folder.path(),
          supervisor,
          confinement: unconfined,
        },
      }),
      anAssignment({ run: { kind: "command", ...run }, ...given }),
    );
  const sh = (script: string) => run({ argv: ["sh", "-c", script] });
  const texts = (job: { lines: { text: string }[] }) => job.lines.map(({ text }) => text);

  it("holds no secret that it writes in pieces", async () => {
    const secret = "hunter2-hunter2";
    const job = sh("printf hunter2; sleep 0.1; printf -- -hunt; sleep 0.1; printf 'er2\\n'");
    await job.outcome;
    const redact = createRedact([secret]);
    expect(texts(job).map((line) => cleanLine(line, redact))).to.deep.equal(["••••••"]);
  });

  it("shows no part of a secret in an error that is cut", async () => {
    const secrets = ["hunter2-hunter2"];
    const fill = "x".repeat(487);
    for (const before of [fill, `${"y".repeat(500)}${fill}`]) {
      const script = `echo "error: ${before}hunter2-hunter2" >&2; exit 1`;
      const outcome = await run({ argv: ["sh", "-c", script] }, { secrets }).outcome;
      expect(JSON.stringify(outcome))
        .to.contain("exited with code 1: error: ")
        .and.not.contain("hunt");
    }
  });

  it("is seen while it is redrawn, and is kept when the job is cancelled", async () => {
    const job = sh(
      'i=0; while [ $i -lt 600 ]; do i=$((i+1)); printf "\\rstep %d" $i; sleep 0.05; done',
    );
    expect(await job.line(/^step \d+$/)).to.match(/^step \d+$/);
    job.abort("lost");
    await job.outcome;
    expect(texts(job).every((line) => /^step \d+$/.test(line))).to.equal(true);
  });

  it("is kept where carriage returns are its line ends", async () => {
    const job = sh("printf 'first error: disk full\\rsecond line\\rthird line\\r\\n'");
    await job.outcome;
    expect(texts(job)).to.deep.equal(["first error: disk full", "second line", "third line"]);
  });

  it("is a result with a byte-order mark or without", async () => {
    const outcome = await sh('printf "\\357\\273\\277{\\"ok\\":true}" > $FORMWORK_RESULT').outcome;
    expect(outcome).to.have.deep.property("result", { ok: true });
  });

  it("is no result with keys that reach a prototype", async () => {
    const outcome = await sh('echo \'{"__proto__":{"admin":true}}\' > $FORMWORK_RESULT').outcome;
    expect(outcome).to.include({ outcome: "failed", reason: "invalid-result" });
  });

  it("does not quote a result that is no JSON, which may be a part of a secret", async () => {
    const outcome = await sh("printf 'hunter2-hunter2-hunter2' > $FORMWORK_RESULT").outcome;
    expect(JSON.stringify(outcome)).to.contain("is not JSON").and.not.contain("hunter2");
  });

  it("names folder and program as its template does, and never a value", async () => {
    const payload = { a: "SECRET" };
    const folderFault = await run({ argv: ["true"], cwd: "/nope/{{payload.a}}" }, { payload })
      .outcome;
    expect(folderFault).to.have.property(
      "message",
      "The folder /nope/{{payload.a}} does not exist on this worker",
    );
    const programFault = await run({ argv: ["./{{payload.a}}.sh"] }, { payload }).outcome;
    expect(programFault).to.have.property(
      "message",
      "The program ./{{payload.a}}.sh does not exist on this worker",
    );
  });

  describe("of a script that does not start", () => {
    const script = async (text: string) => {
      const file = join(folder.path(), "run.sh");
      await writeFile(file, text);
      await chmod(file, 0o755);
      return (await run({ argv: ["./run.sh"] }).outcome) as { message?: string };
    };

    it("tells Windows line ends from a program that is not there", async () => {
      expect((await script("#!/bin/sh\r\necho hi\r\n")).message).to.match(
        /^The script \.\/run\.sh has Windows line ends, so its interpreter \/bin\/sh is not found/,
      );
    });

    it("tells them also where env looks for the interpreter", async () => {
      expect((await script("#!/usr/bin/env sh\r\necho hi\r\n")).message).to.match(
        /^The script \.\/run\.sh has Windows line ends, so its interpreter sh is not found/,
      );
      expect((await script("#!/bin/sh\nexit 127\n")).message).to.contain("exited with code 127");
    });

    it("names an interpreter that is not there", async () => {
      expect((await script("#!/opt/none/python\nprint()\n")).message).to.contain(
        "The interpreter /opt/none/python",
      );
    });
  });
});
