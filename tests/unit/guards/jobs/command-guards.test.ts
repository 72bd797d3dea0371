import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandRun } from "@formwork/contracts/run";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { unconfined } from "../../../../worker/src/runners/confinement/confinement.ts";
import { createSupervisor } from "../../../../worker/src/runners/process/supervisor.ts";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Runner = typeof import("../../../../worker/src/runners/command/command-runner.ts");
type Rules = typeof import("../../../../engine/src/templates/rules/template-rules.ts");

const runnerFile = "worker/src/runners/command/command-runner.ts";
const rulesFile = "engine/src/templates/rules/template-rules.ts";

describe("a guard of command jobs", () => {
  const folder = temporaryFolder();

  async function started(guards: readonly Guard[], run: Omit<CommandRun, "kind">, payload: object) {
    const { createCommandRunner } = await importWithout<Runner>(runnerFile, guards);
    const supervisor = createSupervisor({ telemetry: silentTelemetry() });
    const runner = createCommandRunner({
      ...{ folderOf: async () => folder.path(), tmpFolder: folder.path(), supervisor },
      confinement: unconfined,
      maxDiskBytes: 20_000_000,
    });
    const assignment = anAssignment({ run: { kind: "command", ...run }, payload: { ...payload } });
    const job = runOne(runner, assignment);
    await job.outcome.catch(() => undefined);
    await supervisor.close();
    return job;
  }
  const run = async (...attack: Parameters<typeof started>) =>
    (await started(...attack)).lines.map(({ text }) => text);

  it("lets no option slip in behind an absent placeholder", async () => {
    const guard = {
      file: "contracts/src/text/arguments.ts",
      find: 'return !isNumber && fillPlaceholders(text, values).startsWith("-") ? path : undefined;',
      replace: "return undefined;",
    };
    const argv = ["sort", "{{payload.a}}{{payload.b}}", "/etc/hostname"];
    const written = join(folder.path(), "written-by-option");
    const payload = { b: `--output=${written}` };
    await run([], { argv }, payload);
    expect(existsSync(written)).to.equal(false);
    await run([guard], { argv }, payload);
    expect(existsSync(written), "without").to.equal(true);
  });

  it("lets no large progress file hide what its end says, or cost memory", async () => {
    const guard = {
      file: "worker/src/runners/process/attempt-folder.ts",
      find: "const from = Math.max(position, size - limit);",
      replace: "const from = position;",
    };
    const script =
      'truncate -s 1T "$FORMWORK_PROGRESS"; printf "\\n60 end\\n" >> "$FORMWORK_PROGRESS"';
    const attack = { argv: ["sh", "-c", script] };
    expect((await started([guard], attack, {})).reports, "without").to.deep.equal([]);
    expect((await started([], attack, {})).reports).to.deep.equal([
      { percent: 60, message: "end" },
    ]);
  });

  it("lets no job fill the disk by what it writes to its folder", async () => {
    const guard = {
      file: "worker/src/runners/process/folder-quota.ts",
      find: "full.abort(fullFolder);",
      replace: ";",
    };
    const attack = { argv: ["sh", "-c", "head -c 30000000 /dev/zero > big; sleep 1.5; echo done"] };
    expect(await run([guard], attack, {}), "without").to.deep.equal(["done"]);
    const stopped = await started([], attack, {});
    expect(stopped.lines).to.deep.equal([]);
    expect(await stopped.outcome).to.include({ reason: "disk", fatal: true });
  });

  const rulesGuard = {
    file: "engine/src/templates/rules/run-rules.ts",
    find: '...(run.kind === "command" ? commandFaults(run, payload) : []),',
    replace: "",
  };
  async function faultsOf(guards: readonly Guard[], run: Omit<CommandRun, "kind">) {
    const { templateFaults } = await importWithout<Rules>(rulesFile, guards);
    const payload = { type: "object", properties: { a: { type: "string" } } };
    const name = { name: "attack", title: "Attack" };
    return templateFaults({ ...name, payload, run: { kind: "command", ...run } });
  }

  it("lets no payload choose the program", async () => {
    const attack = { argv: ["{{payload.a}}", "-c", "echo ran $((40 + 2))"] };
    expect(await faultsOf([rulesGuard], attack), "without").to.deep.equal([]);
    expect(await run([], attack, { a: "sh" }), "without").to.deep.equal(["ran 42"]);
    expect((await faultsOf([], attack))[0]).to.have.property("pointer", "/run/argv/0");
  });

  it("lets no payload choose the folder", async () => {
    const attack = { argv: ["pwd"], cwd: "{{payload.a}}" };
    expect(await faultsOf([rulesGuard], attack), "without").to.deep.equal([]);
    expect(await run([], attack, { a: "/" }), "without").to.deep.equal(["/"]);
    expect((await faultsOf([], attack))[0]).to.have.property("pointer", "/run/cwd");
  });

  it("lets no payload choose the code that a program loads", async () => {
    const attack = { argv: ["tool"], env: { PATH: "{{payload.a}}" } };
    expect(await faultsOf([rulesGuard], attack), "without").to.deep.equal([]);
    expect((await faultsOf([], attack))[0]).to.have.property("pointer", "/run/env/PATH");
  });

  it("lets no name of a variable make a second one", async () => {
    const attack = { argv: ["env"], env: { "A=B\nFORMWORK_RESULT": "/tmp/x", "A=B": "c" } };
    expect(await faultsOf([rulesGuard], attack), "without").to.deep.equal([]);
    expect(await run([], attack, {}), "without").to.include("A=B=c");
    expect(await faultsOf([], attack)).to.have.length(2);
  });

  it("lets no payload speak to a shell", async () => {
    const guard = {
      file: "worker/src/runners/command/run-program.ts",
      find: "return spawn(first, rest, options) as Child;",
      replace: 'return spawn("sh", ["-c", [first, ...rest].join(" ")], options) as Child;',
    };
    const attack = { argv: ["echo", "{{payload.a}}"] };
    const payload = { a: "a; echo ran $((40 + 2))" };
    expect(await run([guard], attack, payload), "without").to.include("ran 42");
    expect(await run([], attack, payload)).to.deep.equal([payload.a]);
  });

  it("lets no placeholder reach what a payload does not have of its own", async () => {
    const guard = {
      file: "contracts/src/text/placeholders.ts",
      find: "!Object.hasOwn(value, key)",
      replace: "!(key in value)",
    };
    const attack = { argv: ["printenv", "A"], env: { A: "<{{payload.constructor}}>" } };
    expect((await run([guard], attack, {})).join(), "without").to.contain("native code");
    expect(await run([], attack, {})).to.deep.equal(["<>"]);
  });
});
