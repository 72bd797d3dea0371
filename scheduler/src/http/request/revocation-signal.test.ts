import { once } from "node:events";
import { expect } from "chai";
import { revocationSignal } from "./revocation-signal.ts";

describe("revocationSignal", () => {
  it("aborts once the reader may no longer read", async () => {
    const answers = [true, true, false];
    const signal = revocationSignal(
      new AbortController().signal,
      async () => answers.shift() ?? expect.fail("asked again"),
      1,
    );
    await once(signal, "abort");
    expect(answers).to.deep.equal([]);
  });

  it("does not take a store that is away for a no", async () => {
    let asked = 0;
    const signal = revocationSignal(
      new AbortController().signal,
      async () => (++asked < 3 ? Promise.reject(new Error("away")) : false),
      1,
    );
    await once(signal, "abort");
    expect(asked).to.equal(3);
  });

  it("aborts, and asks no more, when the reader has gone", async () => {
    const gone = new AbortController();
    const signal = revocationSignal(gone.signal, async () => true, 1);
    gone.abort();
    expect(signal.aborted).to.equal(true);
  });
});
