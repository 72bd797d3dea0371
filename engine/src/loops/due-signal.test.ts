import { topics } from "../bus/bus.ts";
import type { Engine } from "../engine.ts";
import { aGreeting, anEngine, ann } from "../testing/an-engine.ts";

describe("The signal that something may be due sooner", () => {
  /** Resolves once `change` has been signalled; an engine of its own has signalled nothing before. */
  async function signalled(change: (engine: Engine) => Promise<unknown>): Promise<void> {
    const { engine, stop } = await anEngine();
    const heard = Promise.withResolvers<void>();
    await engine.bus.onSignal(topics.due, () => heard.resolve());
    await change(engine);
    await heard.promise;
    await stop();
  }
  const runAt = new Date(Date.now() + 3_600_000).toISOString();

  it("comes with a job for later", () => signalled((engine) => aGreeting(engine, { runAt })));

  it("comes with a schedule", () =>
    signalled(({ schedules }) =>
      schedules.create({
        ...ann,
        input: { template: "greet", payload: { name: "Bob" }, every: "10m" },
      }),
    ));
});
