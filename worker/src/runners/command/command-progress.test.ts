import { appendFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "@formwork/contracts/job";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { parseProgress, tailProgress } from "./command-progress.ts";

describe("tailProgress", () => {
  const folder = temporaryFolder();
  const file = () => join(folder.path(), "progress");

  /** Returns what is reported of a file that nobody writes any more. */
  async function reported(): Promise<Progress[]> {
    const reports: Progress[] = [];
    const onProgress = (progress: Progress) => reports.push(progress);
    await tailProgress({ file: file(), ms: 60_000, onProgress }).stop();
    return reports;
  }

  it("reports each line of a short file, also a last one without an end", async () => {
    await writeFile(file(), "10 a\nother\n20\n30 c");
    expect(await reported()).to.deep.equal([
      { percent: 10, message: "a" },
      { percent: 20 },
      { percent: 30, message: "c" },
    ]);
  });

  it("reads the end alone of a file that is as large as a disk", async () => {
    await writeFile(file(), "");
    await truncate(file(), 2 ** 40);
    await appendFile(file(), "\n70 last\n");
    expect(await reported()).to.deep.equal([{ percent: 70, message: "last" }]);
  });

  it("takes no part of a line for a line where it skips", async () => {
    await writeFile(file(), `10 ${"7 ".repeat(100_000)}\n80 whole\n`);
    expect(await reported()).to.deep.equal([{ percent: 80, message: "whole" }]);
  });

  it("reports the latest of many lines", async () => {
    await writeFile(file(), "5\n".repeat(300_000));
    await appendFile(file(), "90 latest\n");
    const reports = await reported();
    expect(reports).to.have.length.below(101);
    expect(reports.at(-1)).to.deep.equal({ percent: 90, message: "latest" });
  });
});

describe("parseProgress", () => {
  it("reads a percentage and a message", () => {
    expect(parseProgress("40 resizing images")).to.deep.equal({
      percent: 40,
      message: "resizing images",
    });
    expect(parseProgress(" 99.5% ")).to.deep.equal({ percent: 99.5 });
  });

  it("takes time in proportion to a line, whatever is in it", () => {
    const started = performance.now();
    for (const space of [" ", "\u2028", "\t", "0"])
      parseProgress(`1${space.repeat(200_000)}x\u2028y`);
    expect(performance.now() - started).to.be.below(5000);
  });

  for (const line of ["", "resizing", "101 too far", "-1 back", "40resizing"]) {
    it(`returns null for "${line}"`, () => expect(parseProgress(line)).to.equal(null));
  }
});
