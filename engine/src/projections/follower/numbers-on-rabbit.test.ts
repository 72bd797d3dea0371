import { expect } from "chai";
import { relayEvents } from "../../loops/relay.ts";
import { systemClock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { aFolder, type TestFolder } from "../../testing/a-sqlite-folder.ts";
import { eventually } from "../../testing/eventually.ts";
import { healthy, onABroker } from "../../testing/servers/on-a-broker.ts";
import { createNumbers } from "../create-numbers.ts";
import { someEndedJobs, totals } from "../testing/a-log.ts";
import { createNumbersKeeper } from "./keep-numbers.ts";
import type { NumbersDeps } from "./session.ts";

onABroker("the counts of jobs on RabbitMQ", (world) => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  it("go on from one process to the next, and count what a wiped broker lost from the store", async function () {
    this.timeout(120_000);
    const store = await folder.open();
    let shift = 0;
    const clock = { ...systemClock, now: () => Date.now() + shift };
    const numbers = createNumbers({ store, clock, templates: { titles: async () => [] } });
    const telemetry = silentTelemetry();
    const keeperOn = (bus: NumbersDeps["bus"]) =>
      createNumbersKeeper({ store, bus, clock, telemetry });
    const counted = async (keeper: ReturnType<typeof keeperOn>, count: number) => {
      let seen = 0;
      await eventually(
        async () => {
          await keeper.step().catch(() => undefined); // The broker may be starting.
          const { succeeded, failed, cancelled } = await totals(numbers, {});
          seen = succeeded + failed + cancelled;
          return seen >= count;
        },
        () => `${seen} of ${count} are counted`,
      );
      expect(seen).to.equal(count);
    };

    const bus = await world.openBus();
    const first = keeperOn(bus);
    await first.step();
    await someEndedJobs(store, 8);
    await relayEvents({ store, bus });
    await counted(first, 8);
    await first.release();

    await someEndedJobs(store, 8);
    await relayEvents({ store, bus });
    const second = keeperOn(await world.openBus());
    await counted(second, 16);

    for (const step of ["stop_app", "reset", "start_app"]) await world.control(step);
    await healthy(bus);
    await someEndedJobs(store, 4);
    await relayEvents({ store, bus });
    await eventually(
      async () => {
        await second.step().catch(() => undefined);
        return !(await totals(numbers, {})).complete;
      },
      () => "the loss is not noticed",
    );
    shift = 75_000;
    await counted(second, 20);
  });
});
