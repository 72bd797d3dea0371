import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "@formwork/contracts/run";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { uncopied } from "../../code/code-folder.ts";
import { runOne } from "../../testing/run-one.ts";
import { createCommandRunner } from "../command/command-runner.ts";
import { unconfined } from "../confinement/confinement.ts";
import { createModuleRunner } from "../module/module-runner.ts";
import { sizeOfFolder } from "./folder-quota.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";

const megabyte = 1024 * 1024;

describe("what an attempt may write to its folder", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  beforeEach(() => {
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
  });
  afterEach(() => supervisor.close());
  const deps = () => ({
    folderOf: uncopied(folder.path()),
    tmpFolder: join(folder.path(), "tmp"),
    maxDiskBytes: 20 * megabyte,
    supervisor,
    confinement: unconfined,
  });
  const tooMuch = {
    outcome: "failed",
    reason: "disk",
    message: "It has written more than 20 MB to its folder",
    fatal: true,
  };

  for (const [what, script] of [
    ["a file that grows", "trap '' TERM; head -c 30000000 /dev/zero > big; sleep 300"],
    [
      "many files",
      "mkdir a; for i in 1 2 3 4 5; do head -c 6000000 /dev/zero > a/$i; done; sleep 300",
    ],
    ["progress", "head -c 30000000 /dev/zero > $FORMWORK_PROGRESS; sleep 300"],
  ] as const)
    it(`ends a program with ${what} for good, and at once`, async () => {
      const run: Run = { kind: "command", argv: ["sh", "-c", script] };
      const job = runOne(createCommandRunner(deps()), anAssignment({ run }));
      expect(await job.outcome).to.deep.equal(tooMuch);
    });

  it("ends a handler as well", async () => {
    const code =
      "import { writeFileSync } from 'node:fs'; export const run = () => { writeFileSync('big', Buffer.alloc(30_000_000)); return new Promise(() => {}); };";
    await writeFile(join(folder.path(), "run.mjs"), code);
    const runner = createModuleRunner(deps());
    const run = { kind: "module", file: "run.mjs" } as const;
    expect(await runOne(runner.run, anAssignment({ run })).outcome).to.deep.equal(tooMuch);
    await runner.close();
  });

  it("is what it takes on the disk, without holes, and without what links lead to", async () => {
    const root = join(folder.path(), "size");
    await mkdir(join(root, "a"), { recursive: true });
    await writeFile(join(root, "a/real"), Buffer.alloc(3 * megabyte, 1));
    await writeFile(join(root, "sparse"), "");
    await truncate(join(root, "sparse"), 2 ** 40);
    await symlink("/usr", join(root, "link"));
    expect(await sizeOfFolder(root, 2 ** 40)).to.be.within(3 * megabyte, 4 * megabyte);
    expect(await sizeOfFolder(root, megabyte)).to.be.above(megabyte);
  });
});
