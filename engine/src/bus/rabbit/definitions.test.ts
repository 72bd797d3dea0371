import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { anEvent } from "@formwork/contracts/testing/an-event";
import { connect } from "amqplib";
import { expect } from "chai";
import { type Rabbit, startRabbit } from "../../../../tests/support/servers/rabbitmq.ts";
import { systemClock } from "../../runtime/clock.ts";
import { collect } from "../../testing/collect.ts";
import { eventually } from "../../testing/eventually.ts";
import type { Bus } from "../bus.ts";
import { createRabbitBus } from "./rabbit.ts";
import { names, topology } from "./topology.ts";

const folder = new URL("../../../../rabbitmq/", import.meta.url);
const vhost = "formwork";
const passwords = {
  RABBITMQ_SCHEDULER_PASSWORD: 'so "odd" $1',
  RABBITMQ_WORKER_PASSWORD: "w0rker",
  RABBITMQ_NOTIFIER_PASSWORD: "n0tifier",
};

describe("rabbitmq/definitions.json", () => {
  const definitions = JSON.parse(readFileSync(new URL("definitions.json", folder), "utf8"));

  it("declares what the code declares", () => {
    const exchange = { vhost, auto_delete: false, internal: false, arguments: {} };
    expect(definitions.exchanges).to.deep.equal(
      topology.exchanges.map((one) => ({ ...one, ...exchange })),
    );
    const queue = { vhost, durable: true, auto_delete: false };
    expect(definitions.queues).to.deep.equal(topology.queues.map((one) => ({ ...one, ...queue })));
    const binding = { vhost, destination_type: "queue", arguments: {} };
    expect(definitions.bindings).to.deep.equal(
      topology.bindings.map((one) => ({ ...one, ...binding })),
    );
  });

  it("bounds the queues of others, not ours", () => {
    const [{ pattern, definition }] = definitions.policies;
    const bounded = (name: string) => new RegExp(pattern).test(name);
    expect(definition["max-length-bytes"]).to.be.above(0);
    expect([names.log, names.dead, `${names.signals}.1`].filter(bounded)).to.deep.equal([]);
    expect(bounded("reports-of-somebody")).to.equal(true);
  });

  it("holds no user and no password", () => {
    expect(Object.keys(definitions)).to.not.include.members(["users"]);
  });
});

describe("a broker started with the files of rabbitmq/", () => {
  let broker: Rabbit;
  let loaded: string;
  let opened: Bus[];

  before(async function () {
    this.timeout(90_000);
    loaded = await mkdtemp(join(tmpdir(), "formwork-definitions-"));
    const env = { ...process.env, ...passwords, DEFINITIONS_FOLDER: loaded };
    await promisify(execFile)("sh", [new URL("start.sh", folder).pathname, "true"], { env });
    const configuration = readFileSync(new URL("rabbitmq.conf", folder), "utf8");
    broker = await startRabbit({
      configuration: configuration
        .replace(/^(load_definitions = ).*$/m, `$1${loaded}`)
        .replace("log.file = false", `log.file = ${logFile()}`),
    });
  });
  after(async function () {
    this.timeout(30_000);
    await broker.stop();
    await rm(loaded, { recursive: true });
    await rm(logFile());
  });
  beforeEach(() => {
    opened = [];
  });
  afterEach(() => Promise.all(opened.map((bus) => bus.close())));

  function logFile(): string {
    return `${loaded}.log`;
  }
  function urlAs(user: string): string {
    const password =
      new Map(Object.entries(passwords)).get(`RABBITMQ_${user.toUpperCase()}_PASSWORD`) ?? "";
    return Object.assign(new URL(broker.url), { username: user, password, pathname: `/${vhost}` })
      .href;
  }
  async function openAs(user: string): Promise<Bus> {
    const bus = createRabbitBus({ url: urlAs(user), clock: systemClock, confirmTimeoutMs: 1000 });
    opened.push(bus);
    await bus.open();
    return bus;
  }
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      () => "refused",
    );

  it("lets each service do its work", async () => {
    const [notifier, worker, scheduler] = [
      await openAs("notifier"),
      await openAs("worker"),
      await openAs("scheduler"),
    ];
    const received = await collect(notifier);
    const [woken, logs]: [unknown[], unknown[]] = [[], []];
    await worker.onSignal("work", (_topic, body) => woken.push(body));
    await notifier.onSignal("log.*", (_topic, body) => logs.push(body));
    await scheduler.publish([anEvent({ seq: 1 })]);
    await worker.publish([anEvent({ seq: 2 })]);
    const [first] = await received.until(2);
    expect(await (await collect(notifier, first?.cursor)).until(1)).to.have.length(1);
    expect(await (await collect(scheduler, first?.cursor)).until(1)).to.have.length(1);
    scheduler.signal("work", 1);
    worker.signal("log.1", 2);
    await eventually(
      () => woken.length + logs.length === 2,
      () => `${woken} ${logs}`,
    );
  });

  it("logs no refusal for services that connect", async () => {
    const errors = async () =>
      (await readFile(logFile(), "utf8")).split("\n").filter((line) => line.includes("[error]"));
    const before = (await errors()).length;
    for (const user of ["worker", "notifier", "scheduler"])
      expect((await openAs(user)).health().ok, user).to.equal(true);
    // One refusal on purpose, so that the end of the log so far can be seen.
    const stranger = await connect(urlAs("worker"));
    const channel = await stranger.createChannel();
    channel.on("error", () => undefined);
    expect(await outcome(channel.assertExchange("theirs", "topic"))).to.equal("refused");
    await stranger.close();
    const refusals = async () => (await errors()).slice(before);
    await eventually(
      async () => (await refusals()).some((line) => line.includes("'theirs'")),
      () => "no refusal",
    );
    // A refusal is two lines: the channel, and the reason.
    expect(await refusals()).to.have.length(2);
  });

  it("lets a notifier send dead letters, which the scheduler may read", async () => {
    const notifier = await openAs("notifier");
    await collect(notifier);
    const stranger = await connect(urlAs("scheduler"));
    const channel = await stranger.createChannel();
    channel.publish(names.events, "job.created.evil", Buffer.from("garbage"));
    await eventually(
      async () => (await channel.checkQueue(names.dead)).messageCount === 1,
      () => "no dead letter",
    );
    await stranger.close();
  });

  it("lets a foreign program consume events, with the rights given in the documentation", async () => {
    const text = readFileSync(new URL("../docs/rabbitmq.md", folder), "utf8");
    const rights =
      /configure `([^`]+)`, write `([^`]+)`, read `([^`]+)`/.exec(text)?.slice(1) ?? [];
    await broker.control("add_user", "billing", "b1lling");
    await broker.control("set_permissions", "--vhost", vhost, "billing", ...rights);
    const stranger = await connect(
      Object.assign(new URL(urlAs("billing")), { password: "b1lling" }).href,
    );
    const channel = await stranger.createChannel();
    const options = { durable: true, arguments: { "x-dead-letter-exchange": names.dead } };
    const { queue } = await channel.assertQueue("billing", options);
    await channel.bindQueue(queue, names.events, "job.succeeded.*");
    const types: string[] = [];
    await channel.consume(queue, (message) => {
      for (const event of [JSON.parse(String(message?.content))].flat()) types.push(event.type);
      if (message !== null) channel.ack(message);
    });
    await (await openAs("worker")).publish([anEvent(), anEvent({ type: "job.succeeded" })]);
    await eventually(
      () => types.length > 0,
      () => "no event",
    );
    expect(types).to.deep.equal(["job.succeeded"]);
    await stranger.close();
  });

  it("lets no notifier publish events, and no worker read the log", async () => {
    expect(await outcome((await openAs("notifier")).publish([anEvent()]))).to.equal("refused");
    expect(await outcome((await openAs("worker")).follow({ onEvents: () => undefined }))).to.equal(
      "refused",
    );
  });

  it("would let a worker read the log, had it the rights of all", async () => {
    const readAs = async (user: string) =>
      outcome((await openAs(user)).follow({ onEvents: () => undefined }));
    const lines = readFileSync(new URL("users", folder), "utf8").split("\n");
    const [, ...rights] = lines.find((line) => line.startsWith("worker "))?.split(/\s+/) ?? [];
    await broker.control("set_permissions", "--vhost", vhost, "worker", ".*", ".*", ".*");
    expect(await readAs("worker"), "without").to.equal("done");
    await broker.control("set_permissions", "--vhost", vhost, "worker", ...rights);
    expect(await readAs("worker")).to.equal("refused");
  });

  it("has no user guest, no user without a password, and no other vhost", async () => {
    expect((await openAs("guest")).health().ok).to.equal(false);
    expect((await openAs("scheduler")).health().ok).to.equal(true);
    expect(await broker.control("list_users", "--formatter", "csv")).to.not.contain("guest");
    expect((await broker.control("list_vhosts")).trim().split("\n")).to.deep.equal(["name", vhost]);
  });
});
