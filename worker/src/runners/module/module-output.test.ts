import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { uncopied } from "../../code/code-folder.ts";
import { runOne } from "../../testing/run-one.ts";
import { unconfined } from "../confinement/confinement.ts";
import { createSupervisor, type Supervisor } from "../process/supervisor.ts";
import { createModuleRunner } from "./module-runner.ts";

describe("what a handler says", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  let runner: ReturnType<typeof createModuleRunner>;
  beforeEach(async () => {
    await mkdir(join(folder.path(), "own"));
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
    const tmpFolder = join(folder.path(), "tmp");
    runner = createModuleRunner({
      folderOf: uncopied(folder.path()),
      tmpFolder,
      supervisor,
      confinement: unconfined,
    });
  });
  afterEach(async () => {
    await runner.close();
    await supervisor.close();
  });

  async function handle(body: string) {
    const file = join(folder.path(), "own", "run.ts");
    await writeFile(file, `export async function run({ log }: any) { ${body} }`);
    const run = { kind: "module", file: "run.ts" } as const;
    return runOne(runner.run, anAssignment({ run, template: { folder: "own" } }));
  }

  it("has the cause of an error in its message, and the causes' stacks in the details", async () => {
    const job = await handle('await fetch("http://127.0.0.1:1/")');
    const outcome = await job.outcome;
    // Port 1 is one that fetch refuses to call; the cause says so.
    expect(outcome)
      .to.have.property("message")
      .that.matches(/^fetch failed: \S/);
    expect(outcome).to.have.nested.property("details.stack").that.contains("Caused by: ");
  });

  it("has the errors that one sums up", async () => {
    const job = await handle(
      'await Promise.any([1, 2].map((n) => Promise.reject(Error("no " + n))))',
    );
    expect(await job.outcome)
      .to.have.property("message")
      .that.contains("no 1; no 2");
  });

  it("has no line ends in its lines, whichever they are", async () => {
    const job = await handle('log("a\\r\\nb\\rc\\n"); log("")');
    await job.outcome;
    expect(job.lines.map(({ text }) => text)).to.deep.equal(["a", "b", "c", ""]);
  });

  it("keeps its end, however much it is", async () => {
    const job = await handle(
      'for (let i = 0; i < 120_000; i++) log("x".repeat(100)); log("FATAL: the reason"); throw Error("no")',
    );
    await job.outcome;
    const texts = job.lines.map(({ text }) => text);
    expect(texts.at(-1)).to.equal("FATAL: the reason");
    expect(texts.some((text) => text.endsWith("lines are left out here …"))).to.equal(true);
    expect(texts.length).to.be.below(110_000);
  });
});
