import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { anExampleRunner, type ExampleRunner } from "../testing/run-example.ts";
import { shippedTemplate } from "../testing/shipped.ts";

const template = shippedTemplate("compress-folder");
const execute = promisify(execFile);

describe("compress-folder", () => {
  let runner: ExampleRunner;
  let folder: string;
  let target: string;
  before(async () => {
    runner = await anExampleRunner();
    folder = join(runner.folder, "packed");
    target = join(runner.folder, "archives");
    await mkdir(target);
    await mkdir(join(folder, "sub"), { recursive: true });
    await writeFile(join(folder, "-rf"), "a name that looks like an option");
    await writeFile(join(folder, "sub/kept.txt"), "kept");
    await writeFile(join(folder, "sub/left.tmp"), "left out");
  });
  after(() => runner.close());

  const pack = (rest: Record<string, unknown> = {}) =>
    runner.run(template, {
      folder,
      target,
      name: "backup",
      suffix: "tar.gz",
      exclude: "*.tmp",
      ...rest,
    });
  const listing = async (file: string) =>
    (await execute("tar", ["--list", "--file", join(target, file)])).stdout.trim().split("\n");

  it("packs what is not excluded into an archive named after the job", async () => {
    expect((await pack()).outcome).to.include({ outcome: "succeeded", exitCode: 0 });
    expect(await readdir(target)).to.include("backup-01-example.tar.gz");
    expect(await listing("backup-01-example.tar.gz")).to.have.members([
      "./",
      "./-rf",
      "./sub/",
      "./sub/kept.txt",
    ]);
  });

  it("logs each file as it is packed", async () => {
    const { lines } = await pack({ name: "logged" });
    expect(lines.map(({ text }) => text)).to.include("./sub/kept.txt");
  });

  it("compresses according to the suffix", async () => {
    await pack({ suffix: "tar", name: "plain" });
    await pack({ suffix: "tar.gz", name: "small" });
    const isGzip = (file: string) =>
      execute("gzip", ["--test", join(target, file)]).then(
        () => true,
        () => false,
      );
    expect([
      await isGzip("plain-01-example.tar"),
      await isGzip("small-01-example.tar.gz"),
    ]).to.deep.equal([false, true]);
  });

  it("passes payload values as arguments, never as options", async () => {
    await pack({ name: "x", exclude: "--checkpoint-action=exec=touch pwned" });
    expect(await listing("x-01-example.tar.gz")).to.include("./sub/left.tmp");
  });

  it("fails without a retry when a folder is missing", async () => {
    expect((await pack({ folder: join(runner.folder, "no-such") })).outcome).to.include({
      outcome: "failed",
      exitCode: 2,
    });
    expect((await pack({ target: join(runner.folder, "no-such") })).outcome).to.include({
      outcome: "failed",
      exitCode: 2,
    });
    expect(template.definition.retry?.fatalExitCodes).to.include(2);
  });
});
