import { expect } from "chai";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Rules = typeof import("../../../engine/src/templates/rules/template-rules.ts");

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
});
