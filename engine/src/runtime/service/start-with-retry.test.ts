import { expect } from "chai";
import { fail } from "../../errors.ts";
import { silentTelemetry } from "../telemetry.ts";
import { startWithRetry } from "./start-with-retry.ts";

const telemetry = silentTelemetry();
const unexpected = (error: unknown) => {
  throw error;
};

describe("startWithRetry", () => {
  it("tries again while the start is refused as unavailable", async () => {
    let tries = 0;
    const start = async () => void (++tries < 3 && fail("unavailable"));
    await startWithRetry({ start, telemetry, onFault: unexpected, pauseMs: 1 }).begun;
    expect(tries).to.equal(3);
  });

  it("resolves after its grace at the latest, and goes on trying", async () => {
    const there = Promise.withResolvers<void>();
    let [tries, away] = [0, true];
    const start = async () => {
      tries += 1;
      if (away) fail("unavailable");
      there.resolve();
    };
    await startWithRetry({ start, telemetry, onFault: unexpected, graceMs: 5, pauseMs: 1 }).begun;
    expect(tries).to.be.above(0);
    away = false;
    await there.promise;
  });

  it("awaits a start that is only slow, and does not go on without it", async () => {
    const slow = Promise.withResolvers<void>();
    let [looks, begun] = [0, false];
    const isAway = async () => {
      if (++looks > 20) slow.resolve();
      return looks % 3 === 0; // an answer that is late now and then
    };
    const start = async () => {
      await slow.promise;
      begun = true;
    };
    await startWithRetry({ start, telemetry, onFault: unexpected, isAway, graceMs: 5 }).begun;
    expect(begun).to.equal(true);
  });

  it("rejects at once with an error that a retry does not mend", async () => {
    const { begun } = startWithRetry({
      start: () => Promise.reject(new Error("wrong password")),
      telemetry,
      onFault: unexpected,
    });
    expect(await begun.catch(String)).to.contain("wrong password");
  });

  it("reports such an error that is thrown later", async () => {
    const fault = Promise.withResolvers<unknown>();
    let tries = 0;
    const start = async () => {
      tries += 1;
      if (tries > 3) throw new Error("wrong password");
      fail("unavailable");
    };
    await startWithRetry({ start, telemetry, onFault: fault.resolve, graceMs: 1, pauseMs: 10 })
      .begun;
    expect(String(await fault.promise)).to.contain("wrong password");
  });

  it("tries no more once cancelled, and does not take the end of a try for a fault", async () => {
    const cut = Promise.withResolvers<void>();
    let tries = 0;
    const start = async () => {
      tries += 1;
      await cut.promise;
      throw new Error("closed");
    };
    const starting = startWithRetry({
      start,
      telemetry,
      onFault: unexpected,
      graceMs: 1,
      pauseMs: 1,
    });
    await starting.begun;
    const cancelled = starting.cancel();
    cut.resolve();
    await cancelled;
    expect(tries).to.equal(1);
  });
});
