import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { anExampleRunner, type ExampleRunner } from "../testing/run-example.ts";
import { shippedTemplate } from "../testing/shipped.ts";

const template = shippedTemplate("disk-usage");

describe("disk-usage", () => {
  let runner: ExampleRunner;
  let folder: string;
  before(async () => {
    runner = await anExampleRunner();
    folder = join(runner.folder, "measured");
    await mkdir(join(folder, "big/deep"), { recursive: true });
    await writeFile(join(folder, "big/deep/film"), Buffer.alloc(300_000));
    await writeFile(join(folder, "big/notes.tmp"), Buffer.alloc(50_000));
    await writeFile(join(folder, "a name\nof two lines"), Buffer.alloc(1000));
  });
  after(() => runner.close());

  const measure = (rest: Record<string, unknown> = {}) =>
    runner.run(template, {
      folder,
      measure: "length",
      depth: 2,
      top: 10,
      exclude: [],
      otherDisks: false,
      limit: { kind: "none" },
      ...rest,
    });
  const largest = async (rest: Record<string, unknown> = {}) => {
    const { outcome } = await measure(rest);
    if (outcome.outcome !== "succeeded") throw new Error(JSON.stringify(outcome));
    // The script's own result, whose form the first test checks.
    return (outcome.result as { largest: { path: string; bytes: number }[] }).largest.map(
      ({ path }) => path,
    );
  };

  it("adds up the folder and lists the largest entries first", async () => {
    const { outcome } = await measure();
    expect(outcome).to.have.nested.property("result.folder", folder);
    expect(outcome).to.have.nested.property("result.bytes").that.is.within(351_000, 400_000);
    expect(await largest()).to.deep.equal([
      "big",
      "big/deep",
      "big/notes.tmp",
      "a name\nof two lines",
    ]);
  });

  it("lists as many entries, to the depth, as asked", async () => {
    expect(await largest({ depth: 1 })).to.deep.equal(["big", "a name\nof two lines"]);
    expect(await largest({ depth: 3, top: 2 }))
      .to.have.length(2)
      .and.include("big");
  });

  it("leaves out what is excluded", async () => {
    expect(await largest({ exclude: ["*.tmp", "deep"] })).to.deep.equal([
      "big",
      "a name\nof two lines",
    ]);
  });

  it("reports progress at each entry", async () => {
    const { steps } = await measure();
    expect(steps.map(({ percent }) => percent)).to.deep.equal([50, 100]);
  });

  it("fails when the folder is larger than allowed", async () => {
    const { outcome, lines } = await measure({ limit: { kind: "fail", megabytes: 0.1 } });
    expect(outcome).to.include({ outcome: "failed", exitCode: 3 });
    expect(lines.at(-1))
      .to.have.property("text")
      .that.matches(/holds 0\.3\d MB, more than 0\.1 MB$/);
  });

  it("fails when there is no such folder", async () => {
    const { outcome, lines } = await measure({ folder: join(runner.folder, "no-such") });
    expect(outcome).to.include({ outcome: "failed", exitCode: 2 });
    expect(lines.at(-1)).to.have.property("text").that.contains("ENOENT");
  });

  it("is not retried after these failures", () => {
    expect(template.definition.retry?.fatalExitCodes).to.deep.equal([2, 3]);
  });
});
