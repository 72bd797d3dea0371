import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { anAttempt, faultOf } from "../testing/an-attempt.ts";
import type { Column } from "./cast-cell.ts";
import { run } from "./csv-to-json.ts";

const people: Column[] = [
  { name: "name", type: "string" },
  { name: "age", type: "number", required: true },
  { name: "born", type: "date" },
];

type Payload = Parameters<typeof run>[0]["payload"];
const aPayload = (text: string, rest: Partial<Payload> = {}): Payload => ({
  source: { kind: "text", text },
  delimiter: ",",
  columns: [],
  onFault: "null",
  maxRows: 100,
  ...rest,
});
const convert = (text: string, rest: Partial<Payload> = {}) =>
  run(anAttempt(aPayload(text, rest)).input);

describe("csv-to-json", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "csv-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("gives each column the type it was asked for", async () => {
    const { rows, faultCount } = await convert("name,age,born\nAda,36,1815-12-10\n", {
      columns: people,
    });
    expect(rows).to.deep.equal([{ name: "Ada", age: 36, born: "1815-12-10" }]);
    expect(faultCount).to.equal(0);
  });

  it("leaves a column without a type as text", async () => {
    expect((await convert("zip\n01234\n")).rows).to.deep.equal([{ zip: "01234" }]);
  });

  it("reports the line in which a row starts, also after cells that span lines", async () => {
    const text = 'name,age\n"Ada\nLovelace",36\n\nGrace,old\n';
    const { faults, rows } = await convert(text, { columns: people.slice(0, 2) });
    expect(faults).to.deep.equal([
      { line: 5, column: "age", value: "old", message: "is not a number" },
    ]);
    expect(rows[0]).to.deep.equal({ name: "Ada\nLovelace", age: 36 });
  });

  it("reports missing and surplus cells", async () => {
    const { faults } = await convert("name,age\nAda\nGrace,85,navy\n", {
      columns: people.slice(0, 2),
    });
    expect(
      faults.map(({ line, column, message }) => `${line} ${column}: ${message}`),
    ).to.deep.equal(["2 age: is empty", "3 : is more than the columns hold"]);
  });

  it("leaves faulty rows out when asked to, and counts them", async () => {
    const { rows, count, dropped } = await convert("age\n1\nx\n3\n", {
      columns: [{ name: "age", type: "number" }],
      onFault: "drop",
    });
    expect({ rows, count, dropped }).to.deep.equal({
      rows: [{ age: 1 }, { age: 3 }],
      count: 2,
      dropped: 1,
    });
  });

  it("fails at the first fault when asked to, naming line and column", async () => {
    const work = () =>
      convert("age\n1\nx\n", { columns: [{ name: "age", type: "number" }], onFault: "fail" });
    expect(await faultOf(work)).to.equal("Line 3, column “age”: “x” is not a number");
  });

  it("counts the rows that it does not return", async () => {
    const { rows, count } = await convert("n\n1\n2\n3\n", { maxRows: 1 });
    expect({ shown: rows.length, count }).to.deep.equal({ shown: 1, count: 3 });
  });

  it("fails with a message about a faulty first line", async () => {
    expect(await faultOf(() => convert("a,a\n"))).to.equal(
      "The first line names the column “a” twice",
    );
    expect(
      await faultOf(() => convert("a,b\n", { columns: [{ name: "c", type: "string" }] })),
    ).to.equal("There is no column “c”; the first line names a, b");
    expect(await faultOf(() => convert("\n\n"))).to.contain("The CSV is empty");
  });

  it("refuses a quote that is never closed", async () => {
    expect(await faultOf(() => convert('a\n"open\n'))).to.contain("Quote Not Closed");
  });

  it("accepts a column named __proto__", async () => {
    const { rows } = await convert("__proto__\nx\n");
    expect(JSON.stringify(rows)).to.equal('[{"__proto__":"x"}]');
  });

  it("reads a file and saves every row as JSON", async () => {
    const path = join(folder, "in.csv");
    const saveTo = join(folder, "out.json");
    await writeFile(path, "\ufeffn\n1\n2\n");
    const source = { kind: "file", path } as const;
    const report = await convert("", {
      source,
      saveTo,
      maxRows: 0,
      columns: [{ name: "n", type: "number" }],
    });
    expect(report).to.include({ count: 2, savedTo: saveTo });
    expect(JSON.parse(await readFile(saveTo, "utf8"))).to.deep.equal([{ n: 1 }, { n: 2 }]);
  });

  it("saves an empty array for a header without rows", async () => {
    const saveTo = join(folder, "out.json");
    await convert("n\n", { saveTo });
    expect(await readFile(saveTo, "utf8")).to.equal("[]\n");
  });

  it("never overwrites a file, and leaves no file when it fails", async () => {
    const saveTo = join(folder, "out.json");
    await writeFile(saveTo, "mine");
    expect(await faultOf(() => convert("n\n1\n", { saveTo }))).to.equal(
      `${saveTo} exists already; save under another name`,
    );
    expect(await readFile(saveTo, "utf8")).to.equal("mine");
    await faultOf(() => convert('n\n"', { saveTo: join(folder, "other.json") }));
    expect(await readdir(folder)).to.deep.equal(["out.json"]);
  });

  it("fails with the path of a missing file", async () => {
    const source = { kind: "file", path: folder } as const;
    expect(await faultOf(() => convert("", { source }))).to.equal(
      `There is no file ${folder} on this worker`,
    );
  });

  it("stops when aborted", async () => {
    const { input } = anAttempt(aPayload("n\n1\n"), {
      signal: AbortSignal.abort(new Error("cancelled")),
    });
    expect(await faultOf(() => run(input))).to.equal("cancelled");
  });
});
