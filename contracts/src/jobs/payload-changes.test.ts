import { expect } from "chai";
import fc from "fast-check";
import { applyChanges, changesBetween, faultyChange } from "./payload-changes.ts";

const aPayload = fc
  .dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 4 }))
  .map((payload): Record<string, unknown> => JSON.parse(JSON.stringify(payload)))
  .filter((payload) => !JSON.stringify(payload).includes('"":'));

describe("changes of payloads", () => {
  it("make the one payload of the other", () => {
    fc.assert(
      fc.property(aPayload, aPayload, (before, after) => {
        expect(applyChanges(before, changesBetween(before, after))).to.deep.equal(after);
      }),
    );
  });

  it("are none between equal payloads", () => {
    fc.assert(
      fc.property(aPayload, (payload) => {
        expect(changesBetween(payload, structuredClone(payload))).to.deep.equal([]);
      }),
    );
  });

  it("name nothing but what changed, objects field by field and lists as a whole", () => {
    const before = { url: "a", auth: { user: "ann", token: "••••••1" }, list: [1, 2], old: 1 };
    const after = { url: "b", auth: { user: "bob", token: "••••••1" }, list: [1, 3] };
    expect(changesBetween(before, after)).to.deep.equal([
      { path: "/url", value: "b" },
      { path: "/auth/user", value: "bob" },
      { path: "/list", value: [1, 3] },
      { path: "/old" },
    ]);
  });

  it("leave all other fields of another payload as they are", () => {
    const changes = [{ path: "/auth/user", value: "bob" }, { path: "/old" }, { path: "/no/thing" }];
    expect(applyChanges({ url: "c", auth: { token: "t" }, old: { a: 1 } }, changes)).to.deep.equal({
      url: "c",
      auth: { token: "t", user: "bob" },
    });
    expect(applyChanges({ auth: "text" }, changes)).to.deep.equal({ auth: { user: "bob" } });
  });

  it("do not change the payload that they are laid over", () => {
    const payload = Object.freeze({ a: Object.freeze({ b: 1 }) });
    expect(applyChanges(payload, [{ path: "/a/b", value: 2 }])).to.deep.equal({ a: { b: 2 } });
  });

  it("have a fault where they reach a prototype", () => {
    expect(faultyChange([{ path: "/a" }, { path: "/b/__proto__/c", value: 1 }])).to.equal(1);
    expect(faultyChange([{ path: "/a/b" }])).to.equal(null);
  });
});
