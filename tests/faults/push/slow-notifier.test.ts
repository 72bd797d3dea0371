import { setTimeout as pause } from "node:timers/promises";
import { rooms } from "@formwork/contracts/events/rooms";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { anEvent } from "@formwork/contracts/testing/an-event";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import { createBus } from "@formwork/engine/bus/create-bus";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { readMemory } from "../../../bench/scale/process-usage.ts";
import { aHome } from "../../support/formwork.ts";
import { startProxy, type TcpProxy } from "../../support/servers/proxy.ts";
import { type ServiceProcess, serviceSettings, startService } from "../../support/service.ts";
import { tokensOf } from "../../support/sockets/tokens-of.ts";
import { environmentOf } from "../harness/fleet/part.ts";
import type { MutationName } from "../harness/fleet/patches.ts";
import { sharedServers } from "../harness/fleet/shared-servers.ts";
import { type LivePage, openLivePage } from "./live-page.ts";

const seconds = 15;
/** One event and 600 kB of log lines: 12 MB a second. */
const step = { everyMs: 50, pushes: 10, pushBytes: 60_000 };
const steps = (seconds * 1000) / step.everyMs;
const logBytes = steps * step.pushes * step.pushBytes;
/** A tenth of what is sent. */
const slowBytesPerSecond = logBytes / seconds / 10;
/** What a notifier may take more for a link that is slow: far less than the lines that wait. */
const maxGrowthBytes = logBytes / 2;

describe("a notifier with a slow link", function () {
  this.timeout(180_000);
  let settings: Record<string, string>;
  let token: string;
  let broker: TcpProxy;
  let bus: Bus;
  const ending: (() => unknown)[] = [];
  const endingEach: (() => unknown)[] = [];

  before(async () => {
    const { home, remove } = await aHome();
    ending.push(remove);
    const servers = await sharedServers();
    broker = await startProxy(servers.broker.url);
    ending.push(broker.close);
    settings = serviceSettings({ home, store: servers.mongod.url, bus: broker.url });
    [token = ""] = await tokensOf({ secret: settings.FORMWORK_TOKEN_SECRET ?? "", count: 1 });
    bus = await createBus({ url: servers.broker.url, clock, telemetry: silentTelemetry() });
    await bus.open();
    ending.push(bus.close);
  });
  after(async () => {
    for (const end of ending.reverse()) await end();
  });
  afterEach(async () => {
    for (const end of endingEach.splice(0).reverse()) await end();
  });

  /** Starts a notifier, and opens a page on a job, whose link to the notifier is a proxy. */
  async function open(jobId: string, mutation?: MutationName) {
    const notifier = await startService("notifier", {
      ...settings,
      ...environmentOf({ mutation }),
    });
    const link = await startProxy(notifier.url);
    const page = openLivePage({ url: link.url, token, rooms: ["jobs", rooms.job(jobId)] });
    endingEach.push(() => notifier.end("SIGKILL"), link.close, page.close);
    await eventually(page.isLive, "the page");
    return { notifier, link, page };
  }
  /** Publishes events and log lines of a job, and returns the most memory that a process had. */
  async function publish(jobId: string, { pid }: ServiceProcess, count = steps): Promise<number> {
    let most = 0;
    for (let at = 1; at <= count; at++) {
      const next = pause(step.everyMs);
      await bus.publish([anEvent({ id: jobId, seq: at })]);
      for (let push = 1; push <= step.pushes; push++)
        bus.signal(topics.log(jobId), aPush(jobId, (at - 1) * step.pushes + push));
      most = Math.max(most, memoryOf(pid));
      await next;
    }
    return most;
  }
  function allShown(page: LivePage, jobId: string) {
    return eventually(
      () => page.shown(jobId).length === steps,
      () => `${page.shown(jobId).length} of ${steps} events`,
      60_000,
    );
  }
  function expectEachEventOnce(page: LivePage, jobId: string) {
    expect(page.shown(jobId)).to.deep.equal(Array.from({ length: steps }, (_, at) => at + 1));
    expect([page.losses(), page.fetches()]).to.deep.equal([0, 1]);
  }
  /** Runs the load over a slow link, and returns by how much the memory of the notifier grew. */
  async function growthOn(slow: "page" | "broker", jobId: string, mutation?: MutationName) {
    const opened = await open(jobId, mutation);
    const link = slow === "page" ? opened.link : broker;
    // The first ones fill what a process fills once.
    await publish(`${jobId}-before`, opened.notifier, steps / 5);
    const before = memoryOf(opened.notifier.pid);
    link.throttle(slowBytesPerSecond);
    const most = await publish(jobId, opened.notifier);
    link.pass();
    return { ...opened, growth: most - before };
  }

  it("to a page keeps its memory, pushes every event in order, and drops log lines with a mark", async () => {
    const { page, growth } = await growthOn("page", "job-1");
    await allShown(page, "job-1");
    expectEachEventOnce(page, "job-1");
    await eventually(
      () => page.logs.at(-1)?.offset === steps * step.pushes,
      () => `the last mark is ${page.logs.at(-1)?.offset}`,
    );
    const lines = page.logs.filter((push) => push.lines.length > 0);
    expect(lines.length).to.be.within(1, steps * step.pushes - 1);
    expect(growth).to.be.below(maxGrowthBytes);
  });

  it("to a page would be found to fill its memory", async () => {
    const { growth } = await growthOn("page", "job-2", "no-shedding");
    expect(growth).to.be.above(maxGrowthBytes);
  });

  it("to the broker keeps its memory, and pushes every event in order", async () => {
    const { page, growth } = await growthOn("broker", "job-3");
    await allShown(page, "job-3");
    expectEachEventOnce(page, "job-3");
    expect(growth).to.be.below(maxGrowthBytes);
  });
});

function aPush(jobId: string, offset: number): LogPush {
  const line = {
    ...{ attempt: 1, offset, stream: "stdout" as const, at: "2026-03-01T08:00:00.000Z" },
    text: "x".repeat(step.pushBytes),
  };
  return { jobId, attempt: 1, offset, lines: [line] };
}

const memoryOf = (pid: number) => readMemory(pid).rss_mb * 2 ** 20;
