import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { createDialer } from "../../../../engine/src/runtime/dialer/dialer.ts";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { shippedTemplates } from "../../../support/formwork.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Runners = typeof import("../../../../worker/src/runners/runners.ts");

const ruleFile = "worker/src/runners/files/file-rule.ts";

describe("a guard of files", () => {
  const top = temporaryFolder();
  const home = () => join(top.path(), "home");
  const data = () => join(top.path(), "data");

  beforeEach(async () => {
    for (const folder of [join(home(), "etc"), data()]) await mkdir(folder, { recursive: true });
    await writeFile(join(home(), "etc/token-secret"), "name\nthe secret that signs\n");
  });

  /** Runs a shipped template on a worker that allows all files of the folder of this test. */
  async function run(guards: readonly Guard[], name: string, payload: Record<string, unknown>) {
    const { createRunners } = await importWithout<Runners>("worker/src/runners/runners.ts", guards);
    const dialer = createDialer({ allow: [] });
    const runners = createRunners({
      templatesFolder: shippedTemplates,
      tmpFolder: join(top.path(), "jobs"),
      files: { allowed: [data(), home()], closed: [home()] },
      dialer,
      telemetry: silentTelemetry(),
      clock: systemClock,
    });
    const text = await readFile(join(shippedTemplates, name, "template.json"), "utf8");
    const definition: TemplateDefinition = JSON.parse(text);
    const assignment = anAssignment({ template: { ...definition, folder: name }, payload });
    const runner = runners.kinds[assignment.kind];
    const outcome = runner && (await runOne(runner, assignment).outcome);
    await runners.close();
    await dialer.close();
    return JSON.stringify(outcome);
  }
  const guard = { file: ruleFile, find: "return isOpen && !isOurs", replace: "return true" };
  const csv = { delimiter: ",", columns: [], onFault: "null", maxRows: 10 };

  it("lets no job read the secrets of Formwork, though their folder is allowed", async () => {
    const source = { kind: "file", path: join(home(), "etc/token-secret") };
    const attack = { ...csv, source };
    expect(await run([guard], "csv-to-json", attack), "without").to.contain("secret that signs");
    expect(await run([], "csv-to-json", attack)).to.contain('"reason":"files"');
  });

  it("lets no job pack the folder of Formwork into an archive", async () => {
    const attack = {
      folder: top.path(),
      target: data(),
      name: "a",
      suffix: "tar",
      exclude: "jobs",
    };
    expect(await run([guard], "compress-folder", attack), "without").to.contain("succeeded");
    expect(await run([], "compress-folder", attack)).to.contain('"reason":"files"');
  });

  it("lets no job write where nobody has allowed it", async () => {
    const saveTo = join(home(), "evil.json");
    const attack = { ...csv, source: { kind: "text", text: "a\n1\n" }, saveTo };
    expect(await run([], "csv-to-json", attack)).to.contain('"reason":"files"');
    expect(await readFile(saveTo, "utf8").catch(() => "not there")).to.equal("not there");
    expect(await run([guard], "csv-to-json", attack), "without").to.contain("succeeded");
  });
});
