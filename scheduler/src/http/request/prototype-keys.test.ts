import { DomainError } from "@formwork/engine/errors";
import { expect } from "chai";
import { findPrototypeKey, refusePrototypeKey } from "./prototype-keys.ts";

const refuse = (value: unknown) => refusePrototypeKey(findPrototypeKey(value));

describe("findPrototypeKey", () => {
  it("returns the pointer of a key that reaches a prototype", () => {
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const value: unknown = JSON.parse(`{"jobs": [{"payload": {"a": 1, "${key}": {}}}]}`);
      expect(() => refuse(value)).to.throw(DomainError, `/jobs/0/payload/${key}`);
    }
  });

  it("finds keys written with escapes", () => {
    expect(() => refuse(JSON.parse('{"__pr\\u006fto__": 1}'))).to.throw(DomainError);
  });

  it("accepts the same words as values, and similar keys", () => {
    expect(() => refuse({ key: "__proto__", proto: 1, constructors: [] })).to.not.throw();
  });
});
