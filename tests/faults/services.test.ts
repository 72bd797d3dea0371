import { runRemote } from "@formwork/contracts/client/remote/run-remote";
import type { JobEvent } from "@formwork/contracts/events/events";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { io, type Socket } from "socket.io-client";
import { aHome, signIn } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { startProxy, type TcpProxy } from "../support/servers/proxy.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import type { Servers } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

const quick = { template: "sample-job", payload: { steps: 1, seconds: 0, lines: 1 } };
const life = [
  "job.created",
  "job.queued",
  "job.started",
  "job.progressed",
  "job.progressed",
  "job.succeeded",
];

describe("scheduler, worker and notifier as separate processes", function () {
  this.timeout(180_000);
  let mongod: Servers["mongod"];
  let broker: Servers["broker"];
  let place: Awaited<ReturnType<typeof aHome>>;
  let ending: (() => unknown)[];

  before(async () => {
    [{ mongod, broker }, place] = await Promise.all([sharedServers(), aHome()]);
  });
  after(() => place.remove());
  beforeEach(() => {
    ending = [];
  });
  afterEach(async () => {
    for (const end of ending.reverse()) await end();
  });

  async function start(
    part: Parameters<typeof startService>[0],
    settings: Record<string, string> = {},
  ): Promise<ServiceProcess> {
    const service = await startService(part, {
      ...serviceSettings({ home: place.home, store: mongod.url, bus: broker.url }),
      ...settings,
    });
    ending.push(() => service.end("SIGKILL"));
    return service;
  }
  /** Connects to a notifier as a browser does, and collects the events of each job by its id. */
  async function listenAt(
    notifier: ServiceProcess,
    token: string,
  ): Promise<{ socket: Socket; typesOf: (id: string) => string[] }> {
    const socket = io(notifier.url, { transports: ["websocket"], auth: { token } });
    ending.push(() => socket.close());
    const events: JobEvent[] = [];
    socket.on("event", (event: JobEvent) => events.push(event));
    await new Promise((resolve, reject) =>
      socket.once("connect", () => resolve(undefined)).once("connect_error", reject),
    );
    expect((await socket.emitWithAck("subscribe", { rooms: ["jobs"] })).ok).to.equal(true);
    return {
      socket,
      typesOf: (id) => events.filter(({ subject }) => subject === id).map(({ type }) => type),
    };
  }
  function pushed(typesOf: (id: string) => string[], id: string) {
    return eventually(
      async () => typesOf(id).includes("job.succeeded"),
      `the story of ${id}`,
      60_000,
    );
  }
  async function proxyOf(url: string): Promise<TcpProxy> {
    const proxy = await startProxy(url);
    ending.push(proxy.close);
    return proxy;
  }
  function restored(service: ServiceProcess) {
    return eventually(async () => (await service.health()).status === "ok", "health", 60_000);
  }

  function withoutBroker(service: ServiceProcess) {
    return eventually(
      async () => (await service.health()).checks.bus?.ok === false,
      "the broker to be missed",
    );
  }
  function warningsOf({ logs }: ServiceProcess): string[] {
    return logs
      .map((line) => JSON.parse(line))
      .flatMap(({ level, event }) => (/warn|error/.test(level) ? [event] : []));
  }

  it("run a job and push each of its events once, in order", async () => {
    const [scheduler, notifier] = await Promise.all([
      start("scheduler"),
      start("notifier"),
      start("worker"),
    ]);
    const { client, token } = await signIn(scheduler.url);
    const { typesOf } = await listenAt(notifier, token);
    const { id } = await client.call("jobs.create", { body: quick });
    await pushed(typesOf, id);
    expect(typesOf(id)).to.deep.equal(life);
    await Promise.all([scheduler, notifier].map(restored));
  });

  it("log one job under one trace id, which its submit was answered with", async () => {
    const [scheduler, worker, notifier] = await Promise.all([
      start("scheduler"),
      start("worker"),
      start("notifier"),
    ]);
    const { client, token } = await signIn(scheduler.url);
    const remote = {
      ...{ name: "remote-echo", title: "Echo", payload: { type: "object" as const } },
      run: { kind: "remote" as const },
    };
    await client.call("templates.publish", { params: { name: remote.name }, body: remote });
    const remoteWorker = runRemote({ url: scheduler.url, token, handler: () => "done" });
    ending.push(() => remoteWorker.stop());

    /** Submits a job, and returns its id and the trace that the reply names. */
    async function submit(body: object, headers: Record<string, string> = {}) {
      const reply = await fetch(`${scheduler.url}/api/v1/jobs`, {
        method: "POST",
        headers: {
          ...{ authorization: `Bearer ${token}`, "content-type": "application/json" },
          ...headers,
        },
        body: JSON.stringify(body),
      });
      const { id } = (await reply.json()) as { id: string }; // a POST replies with the job
      return { id, traceId: reply.headers.get("x-trace-id") ?? "" };
    }
    type Line = Record<string, unknown>;
    const isFound = (
      { logs }: ServiceProcess,
      what: string,
      matches: (line: Line) => boolean,
    ): Promise<Line> =>
      eventually(
        async () => logs.map((text): Line => JSON.parse(text)).find(matches),
        what,
        60_000,
      );
    const hasLine = (service: ServiceProcess, event: string, id: string, traceId: unknown) =>
      isFound(
        service,
        `the line ${event} of ${id} with ${traceId}`,
        (line) => line.event === event && line.jobId === id && line.traceId === traceId,
      );

    const local = await submit(quick);
    expect(local.traceId).to.match(/^[0-9a-f]{32}$/);
    await hasLine(scheduler, "request.answered", local.id, local.traceId);
    await hasLine(worker, "job.settled", local.id, local.traceId);
    await hasLine(notifier, "event.pushed", local.id, local.traceId);

    const far = await submit({ template: remote.name, payload: {} });
    await hasLine(scheduler, "job.settled", far.id, far.traceId);
    await hasLine(notifier, "event.pushed", far.id, far.traceId);
    const report = await isFound(
      scheduler,
      "the line of the report",
      ({ operation }) => operation === "work.succeed",
    );
    expect(report).to.include({ jobId: far.id, traceId: far.traceId });

    // An id of another form is in each of these lines, beside that of 32 hex digits.
    const order = "order-2026-0042";
    const given = { "x-trace-id": order };
    const named = await submit(quick, given);
    const farNamed = await submit({ template: remote.name, payload: {} }, given);
    expect(named.traceId).to.equal(order);
    for (const [service, event, { id }] of [
      [scheduler, "request.answered", named],
      [worker, "job.settled", named],
      [notifier, "event.pushed", named],
      [scheduler, "job.settled", farNamed],
      [notifier, "event.pushed", farNamed],
    ] as const) {
      const line = await isFound(
        service,
        `the line ${event} of ${id} with ${order}`,
        (one) => one.event === event && one.jobId === id && one.givenTraceId === order,
      );
      expect(line.traceId).to.match(/^[0-9a-f]{32}$/);
    }
    await isFound(
      scheduler,
      "the line of its report",
      (one) => one.operation === "work.succeed" && one.givenTraceId === order,
    );
  });

  it("run jobs while the broker is down, and push their events when it is back", async () => {
    const [scheduler, notifier, worker] = await Promise.all([
      start("scheduler"),
      start("notifier"),
      start("worker"),
    ]);
    const { client, token } = await signIn(scheduler.url);
    const { typesOf } = await listenAt(notifier, token);
    await broker.control("stop_app");
    try {
      const { id } = await client.call("jobs.create", { body: quick });
      expect((await jobEnds(client, id)).state).to.equal("succeeded");
      await Promise.all([scheduler, notifier, worker].map(withoutBroker));
      const health = await scheduler.health();
      expect(health).to.deep.include({ httpStatus: 200, status: "degraded" });
      expect(health.checks.store?.ok).to.equal(true);
      expect(await notifier.health()).to.deep.include({ httpStatus: 503, status: "degraded" });
      await broker.control("start_app");
      await pushed(typesOf, id);
      expect(typesOf(id)).to.deep.equal(life);
    } finally {
      await broker.control("start_app");
    }
    await Promise.all([scheduler, notifier, worker].map(restored));
  });

  it("start without a broker, and connect when it comes up", async () => {
    const proxy = await proxyOf(broker.url);
    await proxy.refuse();
    const settings = { FORMWORK_BUS: proxy.url };
    const services = await Promise.all([
      start("scheduler", settings),
      start("notifier", settings),
      start("worker", settings),
    ]);
    await Promise.all(services.map(withoutBroker));
    await eventually(() => warningsOf(services[1]).includes("bus.away"), "the warning");
    const { client, token } = await signIn(services[0].url);
    const { id } = await client.call("jobs.create", { body: quick });
    expect((await jobEnds(client, id)).state).to.equal("succeeded");
    await proxy.accept();
    await Promise.all(services.map(restored));
    const { typesOf } = await listenAt(services[1], token);
    const later = await client.call("jobs.create", { body: quick });
    await pushed(typesOf, later.id);
  });

  it("start without a database, report it, refuse requests that need it, and connect when it comes up", async () => {
    const proxy = await proxyOf(mongod.url);
    await proxy.refuse();
    const settings = { FORMWORK_STORE: proxy.url };
    const [scheduler, worker] = await Promise.all([
      start("scheduler", settings),
      start("worker", settings),
    ]);
    for (const service of [scheduler, worker]) {
      const health = await service.health();
      expect(health).to.deep.include({ httpStatus: 503, status: "degraded" });
      expect(health.checks.store?.ok).to.equal(false);
    }
    expect((await fetch(`${scheduler.url}/health/live`)).status).to.equal(200);
    const refused = await signIn(scheduler.url).catch((error) => error);
    expect(refused).to.have.nested.property("problem.code", "unavailable");
    await proxy.accept();
    await Promise.all([scheduler, worker].map(restored));
    const { client } = await signIn(scheduler.url);
    const { id } = await client.call("jobs.create", { body: quick });
    expect((await jobEnds(client, id)).state).to.equal("succeeded");
  });

  it("drain on SIGTERM: a worker is not ready while its last jobs end", async () => {
    const [scheduler, notifier, worker] = await Promise.all([
      start("scheduler"),
      start("notifier"),
      start("worker"),
    ]);
    const { client } = await signIn(scheduler.url);
    const { id } = await client.call("jobs.create", {
      body: { ...quick, payload: { steps: 2, seconds: 3, lines: 1 } },
    });
    const job = () => client.call("jobs.get", { params: { id } });
    await eventually(async () => (await job()).state === "running", "the job to run");
    const ended = worker.end();
    await eventually(async () => (await worker.health()).httpStatus === 503, "the worker to drain");
    expect(await ended).to.equal(0);
    expect(await job()).to.include({ state: "succeeded", attempt: 1 });
    expect(await Promise.all([notifier.end(), scheduler.end()])).to.deep.equal([0, 0]);
  });

  it("stop on SIGTERM while database and broker are down", async () => {
    const [database, bus] = [await proxyOf(mongod.url), await proxyOf(broker.url)];
    await Promise.all([database.refuse(), bus.refuse()]);
    const settings = { FORMWORK_STORE: database.url, FORMWORK_BUS: bus.url };
    const services = await Promise.all([
      start("scheduler", settings),
      start("notifier", settings),
      start("worker", settings),
    ]);
    expect(await Promise.all(services.map((service) => service.end()))).to.deep.equal([0, 0, 0]);
  });

  it("disconnect a session that was signed out elsewhere, and refuse it from then on", async () => {
    const [scheduler, notifier] = await Promise.all([start("scheduler"), start("notifier")]);
    const { client, token } = await signIn(scheduler.url);
    const { socket } = await listenAt(notifier, token);
    const expired = new Promise((resolve) => socket.once("expired", () => resolve(true)));
    await client.call("auth.sign-out");
    await expired;
    const again = await listenAt(notifier, token).catch((error) => error.data);
    expect(again).to.deep.equal({ code: "not-signed-in" });
  });

  it("refuse settings of the embedded mode, all of them in one message", async () => {
    const none = { FORMWORK_TOKEN_SECRET: "", FORMWORK_SEAL_KEY: "" };
    const alone = { FORMWORK_STORE: "sqlite:", FORMWORK_BUS: "local:", ...none };
    for (const part of ["scheduler", "worker"] as const) {
      const fault = await start(part, alone).catch(String);
      expect(fault)
        .to.contain("FORMWORK_STORE has to be mongodb://…")
        .and.contain("FORMWORK_BUS has to be amqp://…");
      expect(fault).to.contain(
        `${part === "worker" ? "FORMWORK_SEAL_KEY" : "FORMWORK_TOKEN_SECRET"} is required`,
      );
    }
    expect(await start("notifier", alone).catch(String))
      .to.contain("FORMWORK_BUS")
      .and.not.contain("FORMWORK_STORE");
  });
});
