import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { anAttempt, faultOf } from "../testing/an-attempt.ts";
import { run } from "./compare-json.ts";

type Payload = Parameters<typeof run>[0]["payload"];
const text = (value: unknown) => ({ kind: "text", text: JSON.stringify(value) }) as const;
const attempt = (before: unknown, after: unknown, rest: Partial<Payload> = {}) =>
  anAttempt<Payload>({
    before: text(before),
    after: text(after),
    ignore: [],
    tolerance: 0,
    failOn: "never",
    ...rest,
  });
const compare = (before: unknown, after: unknown, rest: Partial<Payload> = {}) =>
  run(attempt(before, after, rest).input);

describe("compare-json", () => {
  it("lists additions, removals and changes by JSON Pointer", async () => {
    const report = await compare({ a: 1, b: { c: 2 }, d: 3 }, { a: 1, b: { c: 4 }, e: 5 });
    expect(report).to.deep.equal({
      equal: false,
      added: 1,
      removed: 1,
      changed: 1,
      differences: [
        { kind: "changed", pointer: "/b/c", before: 2, after: 4 },
        { kind: "removed", pointer: "/d", before: 3 },
        { kind: "added", pointer: "/e", after: 5 },
      ],
    });
  });

  it("finds equal documents equal, whatever the order of their keys", async () => {
    expect(
      await compare({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] }),
    ).to.deep.include({ equal: true, differences: [] });
  });

  it("compares documents that are not objects", async () => {
    const { differences } = await compare(1, [1]);
    expect(differences).to.deep.equal([{ kind: "changed", pointer: "", before: 1, after: [1] }]);
  });

  it("escapes slashes and tildes in keys (RFC 6901)", async () => {
    expect((await compare({ "a/b~c": 1 }, { "a/b~c": 2 })).differences[0]?.pointer).to.equal(
      "/a~1b~0c",
    );
  });

  it("ignores a place and all below it, with * for any key", async () => {
    const before = {
      meta: { at: 1, by: 2 },
      items: [
        { id: 1, at: 1 },
        { id: 2, at: 1 },
      ],
    };
    const after = {
      meta: { at: 9, by: 9 },
      items: [
        { id: 1, at: 9 },
        { id: 3, at: 9 },
      ],
    };
    const { differences } = await compare(before, after, { ignore: ["/meta", "/items/*/at"] });
    expect(differences).to.deep.equal([
      { kind: "changed", pointer: "/items/1/id", before: 2, after: 3 },
    ]);
  });

  it("accepts numbers that differ by at most the tolerance", async () => {
    const { differences } = await compare(
      { a: 1, b: 1, c: "1" },
      { a: 1.5, b: 1.75, c: "1.5" },
      { tolerance: 0.5 },
    );
    expect(differences.map(({ pointer }) => pointer)).to.deep.equal(["/b", "/c"]);
  });

  it("fails only for the differences asked for", async () => {
    expect(await faultOf(() => compare({ a: 1 }, { a: 2 }, { failOn: "differences" }))).to.equal(
      "The documents differ: 0 added, 0 removed, 1 changed",
    );
    expect((await compare({ a: 1 }, { a: 2 }, { failOn: "removals" })).changed).to.equal(1);
    expect(await faultOf(() => compare({ a: 1 }, {}, { failOn: "removals" }))).to.contain(
      "1 removed",
    );
  });

  it("logs each difference", async () => {
    const { input, lines } = attempt({ a: 1 }, { a: 2 });
    await run(input);
    expect(lines).to.deep.equal(["\u001b[33m~ /a\u001b[0m"]);
  });

  it("lists at most a thousand differences and counts all", async () => {
    const { differences, added } = await compare([], Array.from({ length: 1500 }).fill(0));
    expect({ listed: differences.length, added }).to.deep.equal({ listed: 1000, added: 1500 });
  });

  it("names the document that is not JSON", async () => {
    const broken = { kind: "text", text: "{" } as const;
    expect(await faultOf(() => compare({}, {}, { after: broken }))).to.match(
      /^The second document cannot be read: .*JSON/,
    );
  });

  it("reads files, and fails with the path of a missing one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "compare-"));
    const path = join(folder, "after.json");
    await writeFile(path, "[2]");
    expect((await compare([1], 0, { after: { kind: "file", path } })).changed).to.equal(1);
    await rm(folder, { recursive: true });
    expect(await faultOf(() => compare([1], 0, { after: { kind: "file", path } }))).to.contain(
      `no such file or directory, open '${path}'`,
    );
  });

  it("stops when aborted", async () => {
    const payload = {
      ...attempt([], []).input.payload,
      after: { kind: "file", path: "/proc/self/status" } as const,
    };
    const { input } = anAttempt<Payload>(payload, {
      signal: AbortSignal.abort(new Error("cancelled")),
    });
    expect(await faultOf(() => run(input))).to.equal("cancelled");
  });
});
