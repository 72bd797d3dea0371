import { expect } from "chai";
import { intentOf } from "./idempotency-key.ts";

const keys = () => {
  let count = 0;
  return () => `key-${++count}`;
};

describe("the intent behind a submit", () => {
  it("is the same when the same is sent once more", () => {
    const newKey = keys();
    const first = intentOf(null, { payload: { a: 1 } }, newKey);
    expect(intentOf(first, { payload: { a: 1 } }, newKey).key).to.equal(first.key);
  });

  it("is another one for another payload", () => {
    const newKey = keys();
    const first = intentOf(null, { payload: { a: 1 } }, newKey);
    expect(intentOf(first, { payload: { a: 2 } }, newKey).key).to.not.equal(first.key);
  });

  it("is another one after an answer", () => {
    const newKey = keys();
    expect(intentOf(null, {}, newKey).key).to.not.equal(intentOf(null, {}, newKey).key);
  });
});
