import { type Rabbit, startRabbit } from "../../../../tests/support/servers/rabbitmq.ts";

/** Starts a RabbitMQ for the tests of a suite, and stops it after them. */
export function sharedBroker(): Pick<Rabbit, "url" | "control"> {
  let started: Rabbit | undefined;
  before(async function () {
    this.timeout(90_000);
    started = await startRabbit();
  });
  after(async function () {
    this.timeout(30_000);
    await started?.stop();
  });

  function shared(): Rabbit {
    if (started === undefined) throw new Error("The broker starts before the tests");
    return started;
  }
  return {
    get url() {
      return shared().url;
    },
    control: (...args) => shared().control(...args),
  };
}
