import { expect } from "chai";
import { systemClock as clock } from "../../../runtime/clock.ts";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { eventually } from "../../../testing/eventually.ts";
import { healthy, onABroker } from "../../../testing/servers/on-a-broker.ts";
import { createRabbitBus } from "../rabbit.ts";

type Line = { level: string; event: string; link: string; error: string; advice: string };

onABroker("a bus whose RabbitMQ refuses FORMWORK_BUS", ({ url, control, openBus }) => {
  const refusal = { ok: false, detail: "broker refuses FORMWORK_BUS: the log says why" };
  const lines: Line[] = [];
  const telemetry = createTelemetry({
    level: "debug",
    service: "test",
    to: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const reports = () =>
    lines.filter(({ level, event }) => level !== "debug" && event.startsWith("bus."));
  beforeEach(() => {
    lines.length = 0;
  });

  function addressOf(user: string, vhost = ""): string {
    return `amqp://${user}@${new URL(url()).host}${vhost}`;
  }
  /** Waits until each of these links has failed at least twice. */
  async function triedAgain(links = ["publishing", "following"]): Promise<void> {
    const failures = (name: string) =>
      lines.filter(
        ({ event, link }) => link === name && ["bus.away", "bus.refused"].includes(event),
      ).length;
    await eventually(
      () => links.every((name) => failures(name) > 1),
      () => `${lines.length} lines`,
    );
  }

  it("logs a wrong password as an error, once, with the setting and the user", async () => {
    const bus = await openBus({ url: addressOf("guest:guessed"), telemetry });
    await triedAgain();
    expect(reports().map(({ level, event }) => ({ level, event }))).to.deep.equal([
      { level: "error", event: "bus.refused" },
    ]);
    for (const { advice } of reports())
      expect(advice).to.equal(
        'RabbitMQ refused the user "guest" of FORMWORK_BUS: check name and password',
      );
    expect(JSON.stringify(lines)).to.not.contain("guessed");
    expect(bus.health()).to.deep.equal(refusal);
  });

  it("logs so a virtual host that does not exist or is not open to the user", async () => {
    const bus = await openBus({ url: addressOf("guest:guest", "/no%20where"), telemetry });
    await triedAgain();
    expect(bus.health()).to.deep.equal(refusal);
    expect(reports()).to.have.length(1);
    for (const { level, advice } of reports()) {
      expect(level).to.equal("error");
      expect(advice).to.match(
        /^RabbitMQ refused the user "guest" of FORMWORK_BUS at the virtual host "no where": check /,
      );
    }
  });

  it("logs so a user without permissions", async () => {
    await openBus({ telemetry });
    await control("add_user", "powerless", "secret");
    await control("set_permissions", "powerless", "^$", "^$", "^$");
    lines.length = 0;
    await openBus({ url: addressOf("powerless:secret"), telemetry });
    // This user may check what exists; the broker refuses it only when it writes.
    await triedAgain(["following"]);
    const refused = reports().filter(({ link }) => link === "following");
    expect(refused).to.have.length(1);
    expect(refused[0]).to.include({ level: "error", event: "bus.refused" });
    expect(refused[0]?.advice).to.equal(
      'RabbitMQ refused the user "powerless" of FORMWORK_BUS a permission that it needs on the virtual host "/"',
    );
  });

  it("connects by itself once the broker accepts the user", async function () {
    this.timeout(30_000);
    const bus = await openBus({ url: addressOf("late:secret"), telemetry });
    await control("add_user", "late", "secret");
    await control("set_permissions", "late", ".*", ".*", ".*");
    await healthy(bus);
    expect(bus.health()).to.deep.equal({ ok: true, detail: "connected" });
    expect(reports().map(({ event }) => event)).to.include("bus.connected");
  });

  it("logs a broker that is away as that, each time", async function () {
    this.timeout(60_000);
    const bus = await openBus({ telemetry });
    for (let times = 0; times < 2; times++) {
      lines.length = 0;
      await control("stop_app");
      await eventually(
        () => !bus.health().ok,
        () => bus.health().detail,
      );
      await control("start_app");
      await healthy(bus);
      expect(reports().map(({ event }) => event))
        .to.include("bus.away")
        .and.not.include("bus.refused");
    }
  });

  it("fails the start with a text on how to write it, when it is malformed", async () => {
    const error = await createRabbitBus({ url: "amqp://user:sec/ret@host/formwork", clock })
      .open()
      .catch((fault) => fault);
    expect(error.message).to.match(/^FORMWORK_BUS is no address of a broker\. Write amqp:/);
    expect(error.message).to.not.contain("sec");
  });
});
