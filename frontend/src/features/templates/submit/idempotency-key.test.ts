import { expect } from "chai";
import { keyRequest } from "./idempotency-key.ts";

const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};

describe("the idempotency key of a submit", () => {
  it("is kept when the same request is sent again", () => {
    const newKey = keys();
    const first = keyRequest(null, { payload: { a: 1 } }, newKey);
    expect(keyRequest(first, { payload: { a: 1 } }, newKey).key).to.equal(first.key);
  });

  it("is new for another request", () => {
    const newKey = keys();
    const first = keyRequest(null, { payload: { a: 1 } }, newKey);
    expect(keyRequest(first, { payload: { a: 2 } }, newKey).key).to.not.equal(first.key);
  });

  it("is new after a reply", () => {
    const newKey = keys();
    expect(keyRequest(null, {}, newKey).key).to.not.equal(keyRequest(null, {}, newKey).key);
  });
});
