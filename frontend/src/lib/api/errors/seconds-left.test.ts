import { problemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { secondsLeft, waitText } from "./seconds-left.ts";

const refusal = (status: number, retryAt: number | null) =>
  problemError(
    { type: "", title: "", status, detail: "", code: "", retryable: true, traceId: "" },
    retryAt,
  );

describe("The time until a refused call may be tried again", () => {
  it("counts down to zero in whole seconds", () => {
    const error = refusal(429, 10_000);
    const left = [0, 1, 9000, 9001, 10_000, 99_000].map((now) => secondsLeft(error, now));
    expect(left).to.deep.equal([10, 10, 1, 1, 0, 0]);
  });

  it("is zero for errors without such a time", () => {
    for (const error of [refusal(429, null), refusal(503, 10_000), new Error("x"), null])
      expect(secondsLeft(error, 0)).to.equal(0);
  });

  it("is said in the unit that fits", () => {
    expect(waitText(7)).to.equal("Try again in 7 s");
    expect(waitText(101)).to.equal("Try again in 2 min");
    expect(waitText(60_000)).to.equal("Try again in 17 h");
  });
});
