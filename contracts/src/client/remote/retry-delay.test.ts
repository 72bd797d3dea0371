import { expect } from "chai";
import fc from "fast-check";
import { problemError } from "../problem-error.ts";
import { askedDelayMs, retryDelayMs } from "./retry-delay.ts";

describe("retryDelayMs", () => {
  it("grows to half a minute, and is drawn at random below that", () => {
    expect([1, 2, 3, 7, 1000].map((failures) => retryDelayMs(failures, () => 1))).to.deep.equal([
      ...[1000, 2000, 4000, 30_000, 30_000],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, x) => {
        expect(retryDelayMs(n, () => x)).to.be.within(0, 30_000);
      }),
    );
  });
});

describe("askedDelayMs", () => {
  const refusal = (status: number, retryAt: number | null) =>
    problemError(
      { type: "", title: "", status, detail: "", code: "", retryable: true, traceId: "" },
      retryAt,
    );

  it("is what the server asked for after a call above a limit, and nothing else", () => {
    expect(askedDelayMs(refusal(429, 9000), 2000)).to.equal(7000);
    for (const error of [refusal(429, 1000), refusal(429, null), refusal(503, 9000), new Error()])
      expect(askedDelayMs(error, 2000)).to.equal(0);
  });
});
