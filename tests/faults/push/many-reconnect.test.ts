import { anEvent } from "@formwork/contracts/testing/an-event";
import type { Bus } from "@formwork/engine/bus/bus";
import { createBus } from "@formwork/engine/bus/create-bus";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome } from "../../support/formwork.ts";
import { freePort } from "../../support/servers/run-server.ts";
import { serviceSettings, startService } from "../../support/service.ts";
import { busiestSecond } from "../../support/sockets/busiest-second.ts";
import { type ManyClients, startClients } from "../../support/sockets/start-clients.ts";
import { tokensOf } from "../../support/sockets/tokens-of.ts";
import { type Part, startPart } from "../harness/fleet/part.ts";
import { sharedServers } from "../harness/fleet/shared-servers.ts";

/** Those of a user are at most 20. `npm run bench -- --work reconnect --bus rabbit` has 10,000. */
const many = { count: 1000, users: 50 };
/** How long they may take on a machine with other work; the bench measures it. */
const patienceMs = 90_000;
/** So long the notifier is away at least: clients have failed several times, and wait longer. */
const downMs = 4000;
const missedEvents = 5;

describe("sockets of a notifier that is killed", function () {
  this.timeout(300_000);
  let notifier: Part;
  let bus: Bus;
  let secret: string;
  let clients: ManyClients;
  const ending: (() => unknown)[] = [];

  before(async () => {
    const { home, remove } = await aHome();
    ending.push(remove);
    const servers = await sharedServers();
    const port = await freePort();
    const settings: Record<string, string> = {
      ...serviceSettings({ home, store: servers.mongod.url, bus: servers.broker.url }),
      FORMWORK_PORT: String(port),
    };
    secret = settings.FORMWORK_TOKEN_SECRET ?? "";
    notifier = await startPart({
      ...{ name: "notifier", url: `http://127.0.0.1:${port}`, links: null, mutation: undefined },
      start: (environment) => startService("notifier", { ...settings, ...environment }),
    });
    ending.push(notifier.stop);
    bus = await createBus({ url: servers.broker.url, clock, telemetry: silentTelemetry() });
    await bus.open();
    ending.push(bus.close);
  });
  after(async () => {
    for (const end of ending.reverse()) await end();
  });
  afterEach(() => clients.stop());

  /** Has clients lose their notifier, and returns the moments at which they asked for it again. */
  async function killUnder(count: number, { jitter }: { jitter: boolean }): Promise<number[]> {
    const tokens = await tokensOf({ secret, count: many.users });
    const port = Number(new URL(notifier.url).port);
    clients = await startClients({ port, tokens, count, jitter });
    await clients.returns();
    const down = notifier.restart("SIGKILL", downMs);
    for (let seq = 1; seq <= missedEvents; seq++) await bus.publish([anEvent({ seq })]);
    await down;
    await clients.allLive(patienceMs);
    return (await clients.returns()).map(({ asked }) => asked);
  }

  it("are all live again, each with what it missed, and do not come all at once", async () => {
    const asked = await killUnder(many.count, { jitter: true });
    const expected = many.count * missedEvents;
    await eventually(
      async () => (await clients.counts()).events === expected,
      `${expected} events at all clients`,
    );
    expect(busiestSecond(asked)).to.be.below(0.65);
  });

  it("would come all at once without jitter", async () => {
    const asked = await killUnder(200, { jitter: false });
    expect(busiestSecond(asked)).to.be.above(0.75);
  });
});
