import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { createCodeFolder } from "../../../../worker/src/code/code-folder.ts";
import { unconfined } from "../../../../worker/src/runners/confinement/confinement.ts";
import { createSupervisor } from "../../../../worker/src/runners/process/supervisor.ts";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Runner = typeof import("../../../../worker/src/runners/module/module-runner.ts");

/** Jobs of a worker that is not root run as its user, and may write to the code of others. */
describe("a guard of code, where jobs could change it", () => {
  const top = temporaryFolder();
  const evil = 'export const run = () => "evil"; export const words = "evil";';

  /** Runs a module of which a file is swapped between the check of the worker and the start. */
  async function run(
    guards: readonly Guard[],
    files: Record<string, string>,
    swapped: string | null,
  ) {
    const file = "worker/src/runners/module/module-runner.ts";
    const { createModuleRunner } = await importWithout<Runner>(file, guards);
    const [templates, tmp] = [join(top.path(), "templates"), join(top.path(), "tmp")];
    await mkdir(join(templates, "report"), { recursive: true });
    const entries = Object.entries(files).map(([name, text]) => ({
      ...{ path: `report/${name}`, executable: false, bytes: Buffer.from(text) },
    }));
    const load = async () => ({ folder: "report", files: entries });
    const code = createCodeFolder({ tmp, templatesFolder: templates, load });
    const supervisor = createSupervisor({ telemetry: silentTelemetry() });
    const runner = createModuleRunner({
      ...{ tmpFolder: tmp, confinement: unconfined, supervisor, keptCode: code.keptCode },
      async folderOf(template) {
        const home = await code.folderOf(template);
        if (swapped !== null) await swap(join(home, swapped));
        return home;
      },
    });
    const template = { codeHash: "a".repeat(64), folder: "report" };
    const assignment = anAssignment({ template, run: { kind: "module", file: "run.mjs" } });
    const outcome = await runOne(runner.run, assignment).outcome;
    await runner.close();
    await supervisor.close();
    return outcome;
  }
  async function swap(path: string): Promise<void> {
    await writeFile(`${path}.evil`, path.endsWith(".cjs") ? "exports.words = 'evil';" : evil);
    await chmod(`${path}.evil`, 0o444);
    await rename(`${path}.evil`, path);
  }
  const guard = {
    file: "worker/src/runners/module/module-runner.ts",
    find: "deps.keptCode?.(template) ?? null",
    replace: "null",
  };
  const runs: Record<string, Record<string, string>> = {
    "run.mjs": { "run.mjs": 'export const run = () => "mine";' },
    "words.mjs": {
      "run.mjs": 'import { words } from "./words.mjs"; export const run = () => words;',
      "words.mjs": 'export const words = "mine";',
    },
    "words.ts": {
      "run.mjs": 'export const run = async () => (await import("./words.ts")).words;',
      "words.ts": 'export const words: string = "mine";',
      "package.json": '{"type":"module"}',
    },
    "words.cjs": {
      "run.mjs": 'import { words } from "./words.cjs"; export const run = () => words;',
      "words.cjs": 'exports.words = "mine";',
    },
    "deep.cjs": {
      "run.mjs": 'import { words } from "./words.cjs"; export const run = () => words;',
      "words.cjs": 'exports.words = require("./deep.cjs").words;',
      "deep.cjs": 'exports.words = "mine";',
    },
  };
  for (const [swapped, files] of Object.entries(runs))
    it(`runs no ${swapped} that was swapped after the check`, async () => {
      expect(await run([guard], files, swapped), "without").to.have.property("result", "evil");
      expect(await run([], files, null), "unchanged").to.have.property("result", "mine");
      const refused = await run([], files, swapped);
      expect(refused).to.have.property("outcome", "failed");
      expect(refused).to.have.property("message").that.contains("not what was published");
    });
});
