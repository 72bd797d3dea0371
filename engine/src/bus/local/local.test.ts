import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { createTelemetry } from "../../runtime/telemetry.ts";
import { refusal } from "../../store/conformance/helpers.ts";
import { collect } from "../../testing/collect.ts";
import { eventually } from "../../testing/eventually.ts";
import { aTemporaryFolder } from "../../testing/temporary-folder.ts";
import type { Bus } from "../bus.ts";
import { type BusUnderTest, busConformanceSuite } from "../conformance/suite.ts";
import { createLocalBus } from "./local.ts";

async function openBus(
  path: string,
  options: Partial<Parameters<typeof createLocalBus>[0]> = {},
): Promise<Bus> {
  const bus = createLocalBus({ path, clock: systemClock, ...options });
  await bus.open();
  return bus;
}

async function aBus(): Promise<BusUnderTest & { path: string }> {
  const folder = await aTemporaryFolder();
  const path = join(folder.path, "bus.db");
  let bus = await openBus(path);
  return {
    path,
    bus,
    async reopen() {
      await bus.close();
      bus = await openBus(path);
      return bus;
    },
    async dispose() {
      await bus.close();
      await folder.remove();
    },
  };
}

function replaceSync(fdatasync: typeof fs.fdatasync): void {
  fs.fdatasync = fdatasync;
  syncBuiltinESMExports();
}

async function modeOf(bus: Bus, cursor: string) {
  const { mode, stop } = await bus.follow({ cursor, onEvents: () => undefined });
  await stop();
  return mode;
}

const aDay = 24 * 60 * 60 * 1000;

busConformanceSuite("local", aBus);

describe("a local bus on its file", () => {
  let fixture: Awaited<ReturnType<typeof aBus>>;
  beforeEach(async () => {
    fixture = await aBus();
  });
  afterEach(() => fixture.dispose());

  it("keeps what was acknowledged when closed right after", async () => {
    const { cursor } = (await collect(fixture.bus)).following;
    const published = fixture.bus.publish(someEvents(5));
    await fixture.bus.close();
    await published;
    const again = await openBus(fixture.path);
    expect(await (await collect(again, cursor)).until(5)).to.have.length(5);
    await again.close();
  });

  it("resets the cursor of a log that was wiped and made anew", async () => {
    await fixture.bus.publish(someEvents(5));
    const { cursor } = (await collect(fixture.bus)).following;
    const other = await openBus(":memory:");
    await other.publish(someEvents(9));
    expect((await collect(other, cursor)).following.mode).to.equal("reset");
    await other.close();
  });

  it("drops events after a day and resets the cursors from before", async () => {
    const { cursor } = (await collect(fixture.bus)).following;
    await fixture.bus.publish(someEvents(1000));
    await fixture.bus.close();
    const tomorrow = await openBus(fixture.path, {
      clock: { ...systemClock, now: () => Date.now() + aDay },
    });
    await eventually(
      async () => (await modeOf(tomorrow, cursor)) === "reset",
      () => "still replayed",
    );
    await tomorrow.close();
  });

  it("drops events of less than a day above its limit of bytes", async () => {
    const { cursor } = (await collect(fixture.bus)).following;
    await fixture.bus.publish(someEvents(1000));
    await fixture.bus.close();
    const small = await openBus(fixture.path, { keep: { ms: aDay, bytes: 30_000 } });
    await eventually(
      async () => (await modeOf(small, cursor)) === "reset",
      () => "still replayed",
    );
    await small.close();
  });

  it("reports in public that its file cannot be written, and in the log, once, why", async () => {
    const errors: string[] = [];
    const telemetry = createTelemetry({
      level: "warn",
      service: "test",
      to: { write: (line) => errors.push(JSON.parse(line).error) },
    });
    const bus = await openBus(join(fixture.path, "../other.db"), { telemetry });
    const { fdatasync } = fs;
    const failing: unknown = (file: number, done: (error: Error) => void) =>
      done(new Error(`EIO: i/o error, fdatasync ${file}`));
    replaceSync(failing as typeof fdatasync); // Has the one signature that is called.
    try {
      for (const publication of [bus.publish([anEvent()]), bus.publish([anEvent()])]) {
        expect((await refusal(publication)).message).to.equal("The event log cannot be written");
        expect(bus.health()).to.deep.equal({
          ok: false,
          detail: "The event log cannot be written",
        });
      }
      await refusal(bus.publish([anEvent()]));
    } finally {
      replaceSync(fdatasync);
    }
    expect(errors).to.have.length(1);
    expect(errors[0]).to.contain("EIO");
    await bus.publish([anEvent()]);
    expect(bus.health()).to.deep.equal({ ok: true, detail: "open" });
    await bus.close();
  });

  it("rejects one publication that cannot be written, and no other", async () => {
    const circular = anEvent();
    Object.assign(circular.data, { self: circular });
    const [bad, good] = await Promise.allSettled([
      fixture.bus.publish([circular]),
      fixture.bus.publish([anEvent()]),
    ]);
    expect([bad?.status, good?.status]).to.deep.equal(["rejected", "fulfilled"]);
  });
});
