import { expect } from "chai";
import { keyRequest } from "./idempotency-key.ts";

const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};

describe("the intent behind a submit", () => {
  it("is the same when the same is sent once more", () => {
    const newKey = keys();
    const first = keyRequest(null, { payload: { a: 1 } }, newKey);
    expect(keyRequest(first, { payload: { a: 1 } }, newKey).key).to.equal(first.key);
  });

  it("is another one for another payload", () => {
    const newKey = keys();
    const first = keyRequest(null, { payload: { a: 1 } }, newKey);
    expect(keyRequest(first, { payload: { a: 2 } }, newKey).key).to.not.equal(first.key);
  });

  it("is another one after an answer", () => {
    const newKey = keys();
    expect(keyRequest(null, {}, newKey).key).to.not.equal(keyRequest(null, {}, newKey).key);
  });
});
