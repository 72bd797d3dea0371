import { DomainError } from "@formwork/engine/errors";
import { expect } from "chai";
import fc from "fast-check";
import { refuseDepth, refusePrototypeKeys } from "./scan-json.ts";

const bytes = (text: string) => Buffer.from(text);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("refuseDepth", () => {
  it("takes 40 levels and refuses 41", () => {
    expect(() => refuseDepth(bytes(nested(40)))).to.not.throw();
    expect(() => refuseDepth(bytes(nested(41)))).to.throw(DomainError, "deeper than 40");
  });

  it("refuses a million levels as fast as forty-one", () => {
    expect(() => refuseDepth(bytes("[".repeat(1_000_000)))).to.throw(DomainError);
  });

  it("counts no brackets inside text", () => {
    expect(() =>
      refuseDepth(bytes(JSON.stringify({ a: "[{".repeat(100), '"\\[': '\\"['.repeat(100) }))),
    ).to.not.throw();
  });

  it("agrees with the depth of any JSON there is", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 60 }), (text) => {
        const deep = depthOf(JSON.parse(text)) > 40;
        if (deep) expect(() => refuseDepth(bytes(text))).to.throw(DomainError);
        else refuseDepth(bytes(text));
      }),
    );
  });
});

describe("refusePrototypeKeys", () => {
  it("names the place of a key that reaches for a prototype", () => {
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const value: unknown = JSON.parse(`{"jobs": [{"payload": {"a": 1, "${key}": {}}}]}`);
      expect(() => refusePrototypeKeys(value)).to.throw(DomainError, `/jobs/0/payload/${key}`);
    }
  });

  it("sees through escapes", () => {
    expect(() => refusePrototypeKeys(JSON.parse('{"__pr\\u006fto__": 1}'))).to.throw(DomainError);
  });

  it("takes the same words as values, and harmless neighbours as keys", () => {
    expect(() =>
      refusePrototypeKeys({ key: "__proto__", proto: 1, constructors: [] }),
    ).to.not.throw();
  });
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
