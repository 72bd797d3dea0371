import { DomainError } from "@formwork/engine/errors";
import { expect } from "chai";
import { parseBytes, refusePrototypeKeys } from "./parse-bytes.ts";

const refuse = (text: string) => refusePrototypeKeys(parseBytes(Buffer.from(text)).faults);

describe("refusePrototypeKeys", () => {
  it("fails with the pointer of a key that reaches a prototype", () => {
    for (const key of ["__proto__", "constructor", "prototype"])
      expect(() => refuse(`{"jobs": [{"payload": {"a": 1, "${key}": {}}}]}`)).to.throw(
        DomainError,
        `/jobs/0/payload/${key}`,
      );
  });

  it("finds keys written with escapes", () => {
    expect(() => refuse('{"__pr\\u006fto__": 1}')).to.throw(DomainError);
  });

  it("accepts the same words as values, and similar keys", () => {
    expect(() => refuse('{"key": "__proto__", "proto": 1, "constructors": []}')).to.not.throw();
  });
});
