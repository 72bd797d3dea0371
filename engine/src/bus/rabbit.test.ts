import { type Rabbit, startRabbit } from "../../../tests/support/servers/rabbitmq.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Bus } from "./bus.ts";
import { type BusUnderTest, exerciseBus } from "./exercise.ts";
import { createRabbitBus } from "./rabbit.ts";

describe("on a real RabbitMQ", () => {
  let broker: Rabbit;
  before(async function () {
    this.timeout(90_000);
    broker = await startRabbit();
  });
  after(async function () {
    this.timeout(30_000);
    await broker.stop();
  });

  async function openBus(url: string): Promise<Bus> {
    const bus = createRabbitBus({ url, clock: systemClock });
    await bus.open();
    return bus;
  }

  exerciseBus("rabbit", async (): Promise<BusUnderTest> => {
    let bus = await openBus(broker.url);
    return {
      bus,
      async reopen() {
        await bus.close();
        bus = await openBus(broker.url);
        return bus;
      },
      dispose: () => bus.close(),
    };
  });
});
