import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { refusal } from "../../../conformance/helpers.ts";
import { createHungCalls } from "./hung-calls.ts";

describe("calls to a server that falls silent", () => {
  let now = 0;
  const clock = { monotonic: () => now };
  const never = () => new Promise<never>(() => undefined);

  /** Moves the clock on until a call is refused; returns how long it was held. */
  async function held(call: Promise<unknown>, stepMs: number): Promise<number> {
    const [from, refused] = [now, refusal(call)];
    let isOver = false;
    refused.finally(() => {
      isOver = true;
    });
    await eventually(() => {
      if (!isOver) now += stepMs;
      return isOver;
    }, "the refusal");
    expect((await refused).code).to.equal("unavailable");
    return now - from;
  }

  it("are refused after two seconds, and those that follow soon, until it is heard again", async () => {
    const calls = createHungCalls(clock);
    calls.heard();
    expect(await held(calls.bound(never()), 50)).to.be.above(1500);
    expect(await held(calls.bound(never()), 5)).to.be.below(900);
    calls.heard();
    expect(await held(calls.bound(never()), 50)).to.be.above(1500);
  });

  it("wait for a slow answer where the server is heard meanwhile", async () => {
    const calls = createHungCalls(clock);
    calls.heard();
    const { promise, resolve } = Promise.withResolvers<string>();
    const answer = calls.bound(promise);
    for (let times = 0; times < 5; times++) {
      now += 1900;
      calls.heard();
    }
    resolve("late");
    expect(await answer).to.equal("late");
  });
});
