import { type Client, createClient } from "@formwork/contracts/client/client";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Worker } from "@formwork/contracts/worker";
import type { Bus } from "@formwork/engine/bus/bus";
import { createBus } from "@formwork/engine/bus/create-bus";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, signIn } from "../support/formwork.ts";
import { jobReaches } from "../support/pages/job-page.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import type { Servers } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

describe("workers as processes of their own, with two schedulers", function () {
  this.timeout(180_000);
  let mongod: Servers["mongod"];
  let broker: Servers["broker"];
  let place: Awaited<ReturnType<typeof aHome>>;
  let bus: Bus;
  let one: Client;
  let other: Client;
  const events: FormworkEvent[] = [];
  const services: ServiceProcess[] = [];
  const workers: ServiceProcess[] = [];

  before(async () => {
    [{ mongod, broker }, place] = await Promise.all([sharedServers(), aHome()]);
    const schedulers = [await start("scheduler"), await start("scheduler")];
    const [first, second] = schedulers.map(({ url }) => url);
    const { client, token } = await signIn(first ?? "");
    one = client;
    other = createClient({ baseUrl: second ?? "", token });
    const telemetry = createTelemetry({ level: "silent", service: "test" });
    bus = await createBus({ url: broker.url, clock, telemetry });
    await bus.open();
    await bus.follow({ onEvents: (entries) => events.push(...entries.map(({ event }) => event)) });
    workers.push(await start("worker", ofDefault), await start("worker", ofDefault));
    await eventually(async () => (await list()).length === 2, "two workers to be listed", 60_000);
  });
  after(async () => {
    await Promise.all(services.map((service) => service.end("SIGKILL")));
    await bus?.close();
    await place?.remove();
  });

  async function start(part: "scheduler" | "worker", settings: Record<string, string> = {}) {
    const service = await startService(part, {
      ...serviceSettings({ home: place.home, store: mongod.url, bus: broker.url }),
      FORMWORK_LEASE: "3s",
      FORMWORK_RESCUE_INTERVAL: "500ms",
      FORMWORK_DRAIN_TIMEOUT: "60s",
      ...settings,
    });
    services.push(service);
    return service;
  }
  const ofDefault = { FORMWORK_WORKER_QUEUES: "default" };
  const list = async () => (await other.call("workers.list", { query: { limit: 50 } })).items;
  const workerOf = async ({ pid }: ServiceProcess): Promise<Worker> =>
    (await list()).find((worker) => worker.pid === pid) ?? expect.fail(`no worker ${pid}`);
  const newsOf = ({ id }: Worker) =>
    events
      .filter(({ subject, type }) => subject === id && type.startsWith("worker."))
      .map(({ type, data }) => `${type} ${Object(data).reason}`);
  const submit = async (seconds = 0, queue = "default") =>
    (
      await one.call("jobs.create", {
        body: { template: "sample-job", payload: { steps: 1, seconds, lines: 0 }, queue },
      })
    ).id;
  const attemptsOf = async (id: string) =>
    (await one.call("jobs.attempts", { params: { id } })).items;
  const running = (id: string) => jobReaches(one, id, "running");
  async function order(client: Client, verb: "drain" | "resume", service: ServiceProcess) {
    const { id } = await workerOf(service);
    await client.call(`workers.${verb}`, { params: { id } });
    const text = verb === "drain" ? "drained" : "running";
    await eventually(async () => {
      const { detail } = (await service.health()).checks.worker ?? expect.fail("no check");
      return verb === "drain" ? detail.startsWith(text) : /^\d/.test(detail);
    }, `${id} to hear ${verb}`);
  }
  const [first, second] = [() => workers[0] as ServiceProcess, () => workers[1] as ServiceProcess];

  it("drain and resume at the word of any scheduler, while a job runs", async () => {
    await order(one, "drain", second());
    const long = await submit(12);
    await running(long);
    await order(other, "drain", first());
    await order(one, "resume", second());
    const next = await submit();
    await jobReaches(one, next, "succeeded");
    const drained = await eventually(async () => {
      const worker = await workerOf(first());
      return worker.running.includes(long) && worker;
    }, "a heartbeat with the job");
    expect(drained).to.deep.include({ state: "draining", running: [long], stopping: false });
    expect((await first().health()).httpStatus, "it is well").to.equal(200);
    await jobReaches(one, long, "succeeded");
    expect((await attemptsOf(next)).map(({ workerId }) => workerId)).to.deep.equal([
      (await workerOf(second())).id,
    ]);
    expect(await attemptsOf(long), "nothing was given back").to.have.length(1);
    await order(other, "drain", second());
    const last = await submit();
    await order(other, "resume", first());
    await jobReaches(one, last, "succeeded");
    expect((await attemptsOf(last)).map(({ workerId }) => workerId)).to.deep.equal([drained.id]);
    await order(one, "resume", second());
  });

  it("hear of a drain at their next heartbeat when the signal is lost", async () => {
    const { id } = await workerOf(second());
    await broker.control("stop_app");
    await one.call("workers.drain", { params: { id } });
    await eventually(
      async () => (await workerOf(second())).drain?.seenAt != null,
      "the worker to hear of it",
    );
    await broker.control("start_app");
    await eventually(async () => bus.health().ok, "the bus to be back", 60_000);
    await eventually(
      async () => (await second().health()).checks.bus?.ok === true,
      "the worker to reach the bus",
      60_000,
    );
    await order(one, "resume", second());
  });

  it("show that their process is ending, and then that it has", async () => {
    const third = await start("worker", { FORMWORK_WORKER_QUEUES: "third" });
    await eventually(
      async () => (await list()).some(({ pid }) => pid === third.pid),
      "the third worker to be listed",
    );
    // A worker reports its jobs every five seconds; a report that fails comes with the next one.
    const long = await submit(20, "third");
    await running(long);
    await eventually(
      async () => (await workerOf(third)).running.includes(long),
      "the worker to report the job",
    );
    const ended = third.end("SIGTERM");
    const worker = await eventually(async () => {
      const found = await workerOf(third);
      return found.stopping && found;
    }, "the worker to say that it ends");
    expect(worker).to.deep.include({ state: "draining", running: [long] });
    expect(await ended).to.equal(0);
    expect(await workerOf(third)).to.deep.include({
      state: "offline",
      end: "stopped",
      running: [],
    });
    await jobReaches(one, long, "succeeded");
    await eventually(async () => newsOf(worker).length === 3, "its events");
    expect(newsOf(worker)).to.deep.equal([
      "worker.online started",
      "worker.changed stopping",
      "worker.offline stopped",
    ]);
  });

  it("take only jobs of their queues", async () => {
    const mail = await start("worker", { FORMWORK_WORKER_QUEUES: "mail,reports" });
    await order(one, "drain", first());
    await order(one, "drain", second());
    const [elsewhere, wanted] = [await submit(), await submit(0, "mail")];
    await jobReaches(one, wanted, "succeeded");
    expect((await one.call("jobs.get", { params: { id: elsewhere } })).state).to.equal("queued");
    for (const worker of [first(), second()]) await order(one, "resume", worker);
    await jobReaches(one, elsewhere, "succeeded");
    await mail.end("SIGTERM");
  });

  it("that are killed are offline once, say what they held, and are missed until one comes", async () => {
    await order(one, "drain", second());
    const held = await submit(12);
    await running(held);
    await eventually(
      async () => (await workerOf(first())).running.includes(held),
      "a heartbeat with the job",
    );
    const worker = await workerOf(first());
    await first().end("SIGKILL");
    await order(one, "resume", second());
    await eventually(
      async () => newsOf(worker).some((news) => news.startsWith("worker.offline")),
      "the worker to be offline",
      40_000,
    );
    expect(await workerOf(first())).to.deep.include({
      state: "offline",
      end: "silent",
      running: [held],
    });
    const missing = async () => (await other.call("workers.counts", {})).missing;
    expect(await missing()).to.deep.equal([worker.id]);
    await jobReaches(one, held, "succeeded");
    expect((await attemptsOf(held)).map(({ state }) => state)).to.deep.equal([
      ...["superseded", "succeeded"],
    ]);
    await start("worker", ofDefault);
    await eventually(async () => (await missing()).length === 0, "the new worker to replace it");
    expect(newsOf(worker).filter((news) => news.startsWith("worker.offline"))).to.deep.equal([
      "worker.offline silent",
    ]);
    const logs = services.flatMap((service) =>
      service.logs.filter((line) => line.includes(worker.id)),
    );
    expect(logs.filter((line) => line.includes('"worker.offline"'))).to.have.length(1);
  });
});
