import { setTimeout as pause } from "node:timers/promises";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { systemClock as clock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { aGreeting, anEngine, claimOne } from "../testing/an-engine.ts";
import { relayEvents } from "./relay.ts";
import { rescueJobs } from "./rescue.ts";
import { stageJobs } from "./stage.ts";

const unlimited = { current: async () => ({ activeJobsPerOwner: null }) };

describe("the loops' steps", () => {
  const quiet = { telemetry: silentTelemetry(), clock, committed: () => {} };

  it("stage what is due, in more than one batch", async () => {
    const { engine, stop } = await anEngine();
    // Later than the batch is stored, also on a busy machine.
    const soon = new Date(Date.now() + 3000).toISOString();
    const inputs = Array.from({ length: 600 }, () => ({
      template: "greet",
      payload: { name: "Bob" },
      runAt: soon,
    }));
    await engine.jobs.submitBatch({
      principal: { id: "ann", role: "admin", email: "", sessionId: null },
      traceparent: null,
      inputs,
    });
    while (Date.now() <= Date.parse(soon)) await pause(20);
    expect(
      await stageJobs({ store: engine.store, limits: unlimited, committed: () => {} }),
    ).to.equal(600);
    expect((await engine.jobs.stats()).byState).to.deep.include({ queued: 600, scheduled: 0 });
    await stop();
  });

  it("rescue a job whose lease has run out, and fail it as poison after three crashes", async () => {
    const { engine, stop } = await anEngine({ leaseMs: -1 });
    const job = await aGreeting(engine);
    for (let crash = 1; crash <= 3; crash++) {
      await claimOne(engine);
      expect(await rescueJobs({ store: engine.store, bus: engine.bus, ...quiet })).to.equal(1);
      expect((await engine.jobs.get({ id: job.id })).crashes).to.equal(crash);
    }
    const ended = await engine.jobs.get({ id: job.id });
    expect(ended).to.deep.include({ state: "failed" });
    expect(ended.error?.reason).to.equal("poison");
    await stop();
  });

  it("relay every committed event in order, and none twice that was cleared", async () => {
    const { engine, stop } = await anEngine();
    const received: FormworkEvent[] = [];
    const following = await engine.bus.follow({
      onEvents: (entries) => received.push(...entries.map((entry) => entry.event)),
    });
    const job = await aGreeting(engine);
    await engine.work.settle({
      assignment: await claimOne(engine),
      outcome: { outcome: "succeeded", result: null },
    });
    await relayEvents({ store: engine.store, bus: engine.bus });
    const of = () => [
      ...new Map(
        received.filter((event) => event.subject === job.id).map((event) => [event.id, event.type]),
      ).values(),
    ];
    while (of().length < 4) await new Promise(setImmediate);
    expect(of()).to.deep.equal(["job.created", "job.queued", "job.started", "job.succeeded"]);
    expect(await relayEvents({ store: engine.store, bus: engine.bus })).to.equal(0);
    await following.stop();
    await stop();
  });
});
