import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { anAttempt, faultOf } from "../testing/an-attempt.ts";
import { run } from "./hash-files.ts";

const sha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const md5OfAbc = "900150983cd24fb0d6963f7d28e17f72";

describe("hash-files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hash-"));
    await mkdir(join(folder, "deep/er"), { recursive: true });
    await writeFile(join(folder, "one.txt"), "abc");
    await writeFile(join(folder, "deep/er/two.txt"), "abc");
    await writeFile(join(folder, "deep/three.bin"), "x".repeat(3000));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const attempt = (rest: Partial<Parameters<typeof run>[0]["payload"]> = {}, options = {}) =>
    anAttempt({ folder, patterns: ["**/*"], exclude: [], algorithm: "sha256", ...rest }, options);
  const paths = async (rest: Parameters<typeof attempt>[0]) =>
    (await run(attempt(rest).input)).files.map(({ path }) => path);

  it("hashes every file below the folder, sorted by path", async () => {
    const { files, count, bytes } = await run(attempt().input);
    expect(files.map(({ path }) => path)).to.deep.equal([
      "deep/er/two.txt",
      "deep/three.bin",
      "one.txt",
    ]);
    expect(files[0]).to.deep.equal({ path: "deep/er/two.txt", bytes: 3, hash: sha256OfAbc });
    expect({ count, bytes }).to.deep.equal({ count: 3, bytes: 3006 });
  });

  it("uses the algorithm asked for", async () => {
    const { files } = await run(attempt({ algorithm: "md5", patterns: ["one.txt"] }).input);
    expect(files[0]?.hash).to.equal(md5OfAbc);
  });

  it("reports progress at each file", async () => {
    const { input, lines, steps } = attempt({ patterns: ["**/*.txt"] });
    await run(input);
    expect(steps).to.deep.equal([
      { percent: 0, message: "deep/er/two.txt" },
      { percent: 50, message: "one.txt" },
    ]);
    expect(lines.at(-1)).to.equal(`${sha256OfAbc}  one.txt`);
  });

  it("leaves out what is excluded, too old, too large, or a link", async () => {
    await utimes(join(folder, "one.txt"), 0, 0);
    await symlink(join(folder, "one.txt"), join(folder, "link.txt"));
    expect(await paths({ exclude: ["deep/er/**"] })).to.deep.equal(["deep/three.bin", "one.txt"]);
    expect(await paths({ only: { changedSince: "2000-01-01T00:00:00Z" } })).to.deep.equal([
      "deep/er/two.txt",
      "deep/three.bin",
    ]);
    expect(await paths({ only: { megabytes: 0.001 } })).to.deep.equal([
      "deep/er/two.txt",
      "one.txt",
    ]);
  });

  it("succeeds when the sums are those expected, in upper or lower case", async () => {
    expect(await paths({ expected: { "one.txt": sha256OfAbc.toUpperCase() } })).to.include(
      "one.txt",
    );
  });

  it("fails when a sum differs or a file is missing, and names both", async () => {
    const expected = { "one.txt": md5OfAbc, "four.txt": md5OfAbc };
    expect(await faultOf(() => run(attempt({ expected }).input))).to.equal(
      "Not as expected: one.txt has another sum; four.txt was not found",
    );
  });

  it("fails with a message when the folder is missing or no file matches", async () => {
    expect(await faultOf(() => run(attempt({ folder: "/no/such" }).input))).to.equal(
      "There is no folder /no/such on this worker",
    );
    expect(await faultOf(() => run(attempt({ patterns: ["*.iso"] }).input))).to.equal(
      `No file below ${folder} matches *.iso`,
    );
  });

  it("refuses patterns that lead out of its folder", async () => {
    const work = () =>
      run(attempt({ folder: join(folder, "deep"), patterns: ["x/../../one.txt"] }).input);
    expect(await faultOf(work)).to.equal(
      `A pattern leads out of ${join(folder, "deep")}: ../one.txt`,
    );
  });

  it("refuses patterns that lead out of its folder by a link", async () => {
    await symlink(join(folder, "deep/er"), join(folder, "deep/out"));
    await symlink(folder, join(folder, "deep/er/up"));
    const work = (patterns: string[]) => () =>
      run(attempt({ folder: join(folder, "deep/er"), patterns }).input);
    expect(await faultOf(work(["up/*.txt"]))).to.contain("leads out of");
    expect(
      (await run(attempt({ folder: join(folder, "deep"), patterns: ["out/*.txt"] }).input)).count,
    ).to.equal(1);
  });

  it("stops when aborted", async () => {
    const { input } = attempt({}, { signal: AbortSignal.abort(new Error("cancelled")) });
    expect(await faultOf(() => run(input))).to.equal("cancelled");
  });
});
