import { expect } from "chai";
import { fail } from "../errors.ts";
import { startPatiently } from "./patience.ts";
import { silentTelemetry } from "./telemetry.ts";

const telemetry = silentTelemetry();
const unexpected = (error: unknown) => {
  throw error;
};

describe("startPatiently", () => {
  it("starts again until what it stands on is there", async () => {
    let tries = 0;
    const start = async () => void (++tries < 3 && fail("unavailable"));
    await startPatiently({ start, telemetry, onFault: unexpected, pauseMs: 1 }).begun;
    expect(tries).to.equal(3);
  });

  it("waits no longer than its grace, and goes on trying", async () => {
    const there = Promise.withResolvers<void>();
    let [tries, away] = [0, true];
    const start = async () => {
      tries += 1;
      if (away) fail("unavailable");
      there.resolve();
    };
    await startPatiently({ start, telemetry, onFault: unexpected, graceMs: 5, pauseMs: 1 }).begun;
    expect(tries).to.be.above(0);
    away = false;
    await there.promise;
  });

  it("fails at once with what waiting does not mend", async () => {
    const { begun } = startPatiently({
      start: () => Promise.reject(new Error("wrong password")),
      telemetry,
      onFault: unexpected,
    });
    expect(await begun.catch(String)).to.contain("wrong password");
  });

  it("tells of such a fault when it shows later", async () => {
    const fault = Promise.withResolvers<unknown>();
    let tries = 0;
    const start = async () => {
      tries += 1;
      if (tries > 3) throw new Error("wrong password");
      fail("unavailable");
    };
    await startPatiently({ start, telemetry, onFault: fault.resolve, graceMs: 1, pauseMs: 10 })
      .begun;
    expect(String(await fault.promise)).to.contain("wrong password");
  });

  it("tries no more once given up, and does not take the end of a try for a fault", async () => {
    const cut = Promise.withResolvers<void>();
    let tries = 0;
    const start = async () => {
      tries += 1;
      await cut.promise;
      throw new Error("closed");
    };
    const starting = startPatiently({
      start,
      telemetry,
      onFault: unexpected,
      graceMs: 1,
      pauseMs: 1,
    });
    await starting.begun;
    const givenUp = starting.giveUp();
    cut.resolve();
    await givenUp;
    expect(tries).to.equal(1);
  });
});
