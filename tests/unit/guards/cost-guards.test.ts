import { expect } from "chai";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Scanner = typeof import("../../../scheduler/src/http/request/body/json-scanner.ts");
type Reader = typeof import("../../../scheduler/src/http/request/body/json-reader.ts");
type WaitingCalls = typeof import("../../../engine/src/templates/sandbox/calls/waiting-calls.ts");
type Rules = typeof import("../../../engine/src/templates/rules/template-rules.ts");
type Pattern = typeof import("../../../contracts/src/schema/pattern.ts");

describe("a guard of what input may cost", () => {
  async function faultsOf(guards: readonly Guard[], result: Record<string, unknown>) {
    const file = "engine/src/templates/rules/template-rules.ts";
    const { templateFaults } = await importWithout<Rules>(file, guards);
    const payload = { type: "object", properties: {} };
    const run = { kind: "remote" as const };
    return templateFaults({ ...{ name: "attack", title: "Attack" }, payload, result, run });
  }

  it("lets no schema of a result double its work with each level of data", async () => {
    const guard = {
      file: "engine/src/templates/rules/template-rules.ts",
      find: '...repeatedRecursionFaults(result, "/result"),',
      replace: "",
    };
    const list = { type: "array", items: { $ref: "#/$defs/n" } };
    const attack = { $ref: "#/$defs/n", $defs: { n: { anyOf: [list, list] } } };
    expect(await faultsOf([guard], attack), "without").to.deep.equal([]);
    expect((await faultsOf([], attack))[0]).to.have.property("pointer", "/result/$defs/n");
  });

  it("lets no body become more values than memory holds", async () => {
    const file = "scheduler/src/http/request/body/json-scanner.ts";
    const guard = { file, find: "if (++values > maxValues) fail(", replace: "if (false) fail(" };
    const attack = Buffer.from(`{"jobs":[${Array(1_000_001).fill("{}")}]}`);
    const scan = async (guards: readonly Guard[]) =>
      (await importWithout<Scanner>(file, guards)).createJsonScanner().scan(attack);
    expect(await scan([guard]), "without").to.equal(undefined);
    expect(String(await scan([]).catch(String))).to.contain("more than 1000000 values");
  });

  it("lets no item of a batch be parsed at once that is longer than a request", async () => {
    const file = "scheduler/src/http/request/body/json-reader.ts";
    const guard = { file, find: "portionLength > portionBytes + maxPartBytes", replace: "false" };
    const attack = Buffer.from(`{"jobs":[[${Array(300_000).fill("0")}]]}`);
    const read = async (guards: readonly Guard[]) => {
      const { createJsonReader } = await importWithout<Reader>(file, guards);
      const reader = createJsonReader({ maxPartBytes: 256 * 1024 });
      reader.write(attack);
      return Object(reader.end().value).jobs[0].length;
    };
    expect(await read([guard]), "without").to.equal(300_000);
    expect(String(await read([]).catch(String))).to.contain("longer than 262144 bytes");
  });

  it("lets no caller fill the queue of the sandbox before the others, or one message", async () => {
    const calls = "engine/src/templates/sandbox/calls";
    const turns = {
      ...{
        file: `${calls}/fair-queue.ts`,
        find: "    lines.delete(caller);\n    if",
        replace: "if",
      },
    };
    const bytes = {
      ...{ file: `${calls}/waiting-calls.ts`, find: "length > maxMessageLength", replace: "false" },
    };
    const taken = async (guards: readonly Guard[]) => {
      const file = `${calls}/waiting-calls.ts`;
      const { createWaitingCalls } = await importWithout<WaitingCalls>(file, guards);
      const waiting = createWaitingCalls({ now: () => 0 });
      const payload = { text: "x".repeat(100_000) };
      for (const id of [..."a".repeat(100), "b"])
        waiting.add({
          task: { kind: "validate", hash: "h", payload },
          ...{ schema: undefined, asker: { id }, since: 0 },
          ...{ resolve: () => undefined, reject: () => undefined },
        });
      return waiting.take(256).calls.map(({ asker }) => asker.id);
    };
    expect((await taken([turns])).includes("b"), "without turns").to.equal(false);
    expect(await taken([bytes]), "without a limit of bytes").to.have.length(101);
    expect(await taken([]))
      .to.have.length.below(6)
      .and.include("b");
  });

  it("lets no list be compared item by item without a bound", async () => {
    const guard = {
      file: "engine/src/templates/rules/schema/schema-rules.ts",
      find: "const maxUniqueItems = 1000;",
      replace: "const maxUniqueItems = Infinity;",
    };
    const attack = { type: "array", uniqueItems: true, maxItems: 1e9 };
    expect(await faultsOf([guard], attack), "without").to.deep.equal([]);
    expect((await faultsOf([], attack))[0]).to.have.property("pointer", "/result/maxItems");
  });

  it("lets no pattern take time that doubles with each letter", async () => {
    const file = "contracts/src/schema/pattern.ts";
    const guard = {
      ...{ file, find: "RE2JS.compile(RE2JS.translateRegExp(pattern))" },
      replace: "new RegExp(pattern)",
    };
    const timeOf = async (guards: readonly Guard[], letters: number) => {
      const { linearPattern } = await importWithout<Pattern>(file, guards);
      const pattern = linearPattern("^(a+)+$");
      const start = process.cpuUsage();
      pattern.test(`${"a".repeat(letters)}!`);
      return process.cpuUsage(start).user;
    };
    expect(await timeOf([guard], 25), "without").to.be.above(8 * (await timeOf([guard], 20)));
    expect(await timeOf([], 25)).to.be.below(await timeOf([guard], 25));
  });
});
