import { once } from "node:events";
import { expect } from "chai";
import { revocationSignal } from "./revocation-signal.ts";

describe("revocationSignal", () => {
  it("aborts when the reader loses its permission", async () => {
    const answers = [true, true, false];
    const signal = revocationSignal(
      new AbortController().signal,
      async () => answers.shift() ?? expect.fail("asked again"),
      1,
    );
    await once(signal, "abort");
    expect(answers).to.deep.equal([]);
  });

  it("ignores checks that fail", async () => {
    let asked = 0;
    const signal = revocationSignal(
      new AbortController().signal,
      async () => (++asked < 3 ? Promise.reject(new Error("away")) : false),
      1,
    );
    await once(signal, "abort");
    expect(asked).to.equal(3);
  });

  it("aborts and stops checking when the reader disconnects", async () => {
    const gone = new AbortController();
    const signal = revocationSignal(gone.signal, async () => true, 1);
    gone.abort();
    expect(signal.aborted).to.equal(true);
  });

  it("never checks for a reader who has disconnected before", async () => {
    let asked = 0;
    const signal = revocationSignal(AbortSignal.abort(), async () => ++asked > 0, 1);
    expect(signal.aborted).to.equal(true);
    // Checks of a reader who is there, which began later than these would have.
    const answers = [true, true, false];
    await once(
      revocationSignal(new AbortController().signal, async () => answers.shift() === true, 1),
      "abort",
    );
    expect(asked).to.equal(0);
  });
});
