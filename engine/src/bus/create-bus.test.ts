import { expect } from "chai";
import { systemClock as clock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { createBus } from "./create-bus.ts";

describe("createBus", () => {
  const made = (url: string) => createBus({ url, clock, telemetry: silentTelemetry() });

  it("makes a local bus, in memory by default", async () => {
    const bus = await made("local:");
    await bus.open();
    expect(bus.health()).to.deep.equal({ ok: true, detail: "open" });
    await bus.close();
  });

  it("makes a bus of a broker that need not be there", async () => {
    const bus = await made("amqp://127.0.0.1:1");
    await bus.open();
    expect(bus.health()).to.deep.equal({ ok: false, detail: "broker away" });
    await bus.close();
  });
});
