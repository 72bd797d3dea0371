import { expect } from "chai";
import type { Task } from "./guard-messages.ts";
import { createSchemaLedger } from "./schema-ledger.ts";

const call = (hash: string) => ({
  task: { kind: "fill", hash, payload: {} } satisfies Task,
  schema: { title: hash },
});
const learnt = ({ learn }: { learn: [string, object][] }) => learn.map(([hash]) => hash);

describe("createSchemaLedger", () => {
  it("sends a schema once", () => {
    const ledger = createSchemaLedger();
    expect(ledger.record([call("a"), call("a"), call("b")]).learn).to.deep.equal([
      ["a", { title: "a" }],
      ["b", { title: "b" }],
    ]);
    expect(learnt(ledger.record([call("a"), call("c")]))).to.deep.equal(["c"]);
  });

  it("forgets the one longest unused, and sends it again when it is wanted again", () => {
    const ledger = createSchemaLedger(2);
    ledger.record([call("a")]);
    ledger.record([call("b")]);
    ledger.record([call("a")]);
    expect(ledger.record([call("c")]).forget).to.deep.equal(["b"]);
    expect(learnt(ledger.record([call("b")]))).to.deep.equal(["b"]);
  });

  it("never forgets what the batch itself needs", () => {
    const ledger = createSchemaLedger(1);
    expect(ledger.record([call("a"), call("b"), call("c")]).forget).to.deep.equal([]);
  });

  it("begins anew for a new thread", () => {
    const ledger = createSchemaLedger();
    ledger.record([call("a")]);
    ledger.clear();
    expect(learnt(ledger.record([call("a")]))).to.deep.equal(["a"]);
  });
});
