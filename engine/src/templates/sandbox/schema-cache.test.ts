import { expect } from "chai";
import type { Task } from "./sandbox-messages.ts";
import { createSchemaCache } from "./schema-cache.ts";

const call = (hash: string) => ({
  task: { kind: "validate", hash, payload: {} } satisfies Task,
  schema: { title: hash },
});
const learnt = ({ learn }: { learn: [string, object][] }) => learn.map(([hash]) => hash);

describe("createSchemaCache", () => {
  it("sends a schema once", () => {
    const cache = createSchemaCache();
    expect(cache.record([call("a"), call("a"), call("b")]).learn).to.deep.equal([
      ["a", { title: "a" }],
      ["b", { title: "b" }],
    ]);
    expect(learnt(cache.record([call("a"), call("c")]))).to.deep.equal(["c"]);
  });

  it("drops the least recently used schema, and sends it again when it is needed", () => {
    const cache = createSchemaCache(2);
    cache.record([call("a")]);
    cache.record([call("b")]);
    cache.record([call("a")]);
    expect(cache.record([call("c")]).forget).to.deep.equal(["b"]);
    expect(learnt(cache.record([call("b")]))).to.deep.equal(["b"]);
  });

  it("never drops a schema that the batch needs", () => {
    const cache = createSchemaCache(1);
    expect(cache.record([call("a"), call("b"), call("c")]).forget).to.deep.equal([]);
  });

  it("starts empty for a new thread", () => {
    const cache = createSchemaCache();
    cache.record([call("a")]);
    cache.clear();
    expect(learnt(cache.record([call("a")]))).to.deep.equal(["a"]);
  });
});
