import { expect } from "chai";
import { startProxy, type TcpProxy } from "../../tests/support/servers/proxy.ts";
import { createRabbitBus } from "./bus/rabbit/rabbit.ts";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { systemClock as clock } from "./runtime/clock.ts";
import { createTelemetry } from "./runtime/telemetry.ts";
import { createMongoStore } from "./store/mongo/mongo.ts";
import type { Store } from "./store/store.ts";
import { eventually } from "./testing/eventually.ts";
import { aDatabase, type TestDatabase } from "./testing/servers/a-mongo-database.ts";

/** What anybody may read while database and broker are away. */
const away = {
  ok: false,
  checks: {
    store: { ok: false, detail: "The database is away; try again in a moment" },
    bus: { ok: false, detail: "broker away" },
    loops: { ok: true, detail: "on time" },
  },
};

describe("The health of an engine", () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  const logged: Record<string, unknown>[] = [];
  const telemetry = createTelemetry({
    level: "warn",
    service: "test",
    to: { write: (line) => void logged.push(JSON.parse(line)) },
  });
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase();
    proxy = await startProxy(database.url);
  });
  after(async () => {
    await proxy.close();
    await database.stop();
  });
  beforeEach(() => {
    logged.length = 0;
  });

  function anEngineOn(store: Store): Engine {
    const bus = createRabbitBus({ url: "amqp://127.0.0.1:1", clock, telemetry });
    const secret = "a secret of more than thirty-two letters";
    return createEngine({
      store,
      bus,
      clock,
      telemetry,
      templatesFolder: null,
      ...{ secret, sealKeys: () => [secret] },
      leaseMs: 30_000,
      rescueMs: 10_000,
      loops: [],
    });
  }

  it("shows neither addresses nor a driver's words of a database that was never reached, goes away or is closed", async function () {
    this.timeout(60_000);
    const engine = anEngineOn(createMongoStore({ url: proxy.url, clock, telemetry }));
    expect(await engine.health()).to.deep.equal(away);
    await engine.start();
    expect((await engine.health()).ok).to.equal(true);
    await proxy.refuse();
    await eventually(
      async () => !(await engine.health()).ok,
      () => "it does not notice",
    );
    expect(await engine.health()).to.deep.equal(away);
    await proxy.accept();
    await engine.stop();
    expect(await engine.health()).to.deep.equal(away);
  });

  it("has one sentence for what was never foreseen, and leaves the rest to the log", async () => {
    const store = createMongoStore({ url: proxy.url, clock, telemetry });
    const engine = anEngineOn({
      ...store,
      ping: () => Promise.reject(new Error("not authorized on formwork")),
    });
    expect((await engine.health()).checks.store).to.deep.equal({
      ok: false,
      detail: "it refuses what it is asked",
    });
    expect(logged).to.have.length(1);
    expect(logged[0]).to.include({
      event: "health.failed",
      error: "Error: not authorized on formwork",
    });
  });
});
