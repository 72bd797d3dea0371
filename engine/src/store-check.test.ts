import { expect } from "chai";
import { fail } from "./errors.ts";
import { systemClock } from "./runtime/clock.ts";
import { silentTelemetry } from "./runtime/telemetry.ts";
import { createStoreCheck } from "./store-check.ts";

describe("the check of a store", () => {
  const telemetry = silentTelemetry();
  let answer = Promise.withResolvers<void>();
  let asked = 0;
  let fault: string | null = null;
  let skippedMs = 0;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skippedMs };
  const store = {
    ping: () => {
      asked += 1;
      return answer.promise;
    },
    writeFault: () => fault,
  };

  it("tells what is known where the store is silent, and says so after two seconds", async () => {
    const check = createStoreCheck({ store, telemetry, clock });
    answer.resolve();
    expect(await check()).to.deep.equal({ ok: true, detail: "answers" });
    answer = Promise.withResolvers();
    expect(await check()).to.deep.equal({ ok: true, detail: "answers" });
    skippedMs = 5000;
    expect(await check()).to.deep.include({ ok: false });
    expect(asked).to.equal(2);
    answer.resolve();
    await answer.promise;
    expect(await check()).to.deep.equal({ ok: true, detail: "answers" });
  });

  it("is not ok before the store has ever answered", async () => {
    answer = Promise.withResolvers();
    const check = createStoreCheck({ store, telemetry, clock: systemClock });
    expect(await check()).to.deep.equal({ ok: false, detail: "has not answered yet" });
    answer.resolve();
  });

  it("is not ok while writes are refused, or where the store is away", async () => {
    const check = createStoreCheck({ store, telemetry, clock: systemClock });
    fault = "the disk is full";
    expect(await check()).to.deep.equal({ ok: false, detail: "the disk is full" });
    fault = null;
    expect((await check()).ok).to.equal(true);
    const away = { ping: async () => fail("unavailable", "It is away"), writeFault: () => null };
    const checkAway = createStoreCheck({ store: away, telemetry, clock: systemClock });
    expect(await checkAway()).to.deep.equal({ ok: false, detail: "It is away" });
  });
});
