import { type ChannelModel, connect } from "amqplib";
import type { Rabbit } from "../../../../tests/support/servers/rabbitmq.ts";
import type { Bus } from "../../bus/bus.ts";
import { createRabbitBus } from "../../bus/rabbit/rabbit.ts";
import { systemClock } from "../../runtime/clock.ts";
import { eventually } from "../eventually.ts";
import { sharedBroker } from "./a-broker.ts";

type Closing = { close: () => Promise<unknown> };
/** A real RabbitMQ for the tests of a suite. What a test opens is closed after it. */
export type BrokerWorld = {
  url: () => string;
  control: Rabbit["control"];
  openBus: (options?: Partial<Parameters<typeof createRabbitBus>[0]>) => Promise<Bus>;
  /** Connects as a foreign program, without the code of the bus. */
  openStranger: () => Promise<ChannelModel>;
  /** Closes a thing after the test. */
  closing: <C extends Closing>(one: C) => C;
};

/** Declares a suite of tests on a real RabbitMQ of its own. */
export function onABroker(name: string, suite: (world: BrokerWorld) => void): void {
  describe(name, () => {
    const broker = sharedBroker();
    let opened: Closing[] = [];
    afterEach(async () => {
      for (const one of opened.reverse()) await one.close();
      opened = [];
    });
    function closing<C extends Closing>(one: C): C {
      opened.push(one);
      return one;
    }
    suite({
      url: () => broker.url,
      control: broker.control,
      async openBus(options = {}) {
        const bus = closing(createRabbitBus({ url: broker.url, clock: systemClock, ...options }));
        await bus.open();
        return bus;
      },
      openStranger: async () => closing(await connect(broker.url)),
      closing,
    });
  });
}

/** Waits until a bus is connected again. */
export async function healthy(bus: Bus): Promise<void> {
  await eventually(
    () => bus.health().ok,
    () => bus.health().detail,
  );
}
