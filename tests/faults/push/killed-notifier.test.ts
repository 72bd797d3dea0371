import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "@formwork/contracts/client/client";
import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, signIn } from "../../support/formwork.ts";
import { freePort } from "../../support/servers/run-server.ts";
import { type ServiceProcess, serviceSettings, startService } from "../../support/service.ts";
import { type Part, startPart } from "../harness/fleet/part.ts";
import type { MutationName } from "../harness/fleet/patches.ts";
import { sharedServers } from "../harness/fleet/shared-servers.ts";
import { type LivePage, openLivePage } from "./live-page.ts";

const pageCount = 10;
const kills = { count: 4, everyMs: 5000 };
/** Within this time after the notifier listens again every page is back, in ms. */
const backMs = 15_000;
/** Two events a job: 100 a second. */
const batch = { jobs: 25, everyMs: 500 };
const template = {
  ...{ name: "waits", title: "Waits for a worker", payload: { type: "object" as const } },
  run: { kind: "remote" as const },
};

const aJob = (tag: string) => ({ template: "waits", payload: {}, tags: [tag] });

describe("a notifier that is killed under 100 events a second", function () {
  this.timeout(300_000);
  let settings: Record<string, string>;
  let scheduler: ServiceProcess;
  let client: Client;
  let token: string;
  const ending: (() => unknown)[] = [];
  const endingEach: (() => unknown)[] = [];

  before(async () => {
    const { home, remove } = await aHome();
    ending.push(remove);
    const { mongod, broker } = await sharedServers();
    settings = {
      ...serviceSettings({ home, store: mongod.url, bus: broker.url }),
      FORMWORK_TOKEN_LIFETIME: "1d",
    };
    scheduler = await startService("scheduler", settings);
    ending.push(() => scheduler.end("SIGKILL"));
    ({ client, token } = await signIn(scheduler.url));
    await client.call("templates.publish", { params: { name: "waits" }, body: template });
  });
  after(async () => {
    for (const end of ending.reverse()) await end();
  });
  afterEach(async () => {
    for (const end of endingEach.splice(0).reverse()) await end();
  });

  async function startNotifier(mutation?: MutationName): Promise<Part> {
    const port = await freePort();
    const notifier = await startPart({
      ...{ name: "notifier", url: `http://127.0.0.1:${port}`, links: null, mutation },
      start: (environment) =>
        startService("notifier", { ...settings, FORMWORK_PORT: String(port), ...environment }),
    });
    endingEach.push(notifier.stop);
    return notifier;
  }
  async function openPages({ url }: Part, count = pageCount): Promise<LivePage[]> {
    const pages = Array.from({ length: count }, () => openLivePage({ url, token }));
    for (const page of pages) endingEach.push(page.close);
    await allBack(pages);
    return pages;
  }
  function allBack(pages: readonly LivePage[]) {
    const away = () => pages.filter((page) => !page.isLive()).length;
    return eventually(
      () => away() === 0,
      () => `${away()} of ${pages.length} pages are away`,
      backMs,
    );
  }
  /** Submits jobs with a tag, at the rate of the test, until the returned function is called. */
  function startLoad(tag: string): () => Promise<void> {
    const jobs = Array.from({ length: batch.jobs }, () => aJob(tag));
    let isOver = false;
    async function submit() {
      while (!isOver) {
        const next = pause(batch.everyMs);
        await client.call("jobs.batch", { body: { jobs } });
        await next;
      }
    }
    const ended = submit();
    return () => {
      isOver = true;
      return ended;
    };
  }
  /** Returns what pages do not show of the events that the database has, or in another order. */
  async function wrongOn(pages: readonly LivePage[], tag: string): Promise<() => string[]> {
    const jobs = await readAllPages((paging) =>
      client.call("jobs.list", { query: { tag: [tag], ...paging } }),
    );
    const isWrong = (page: LivePage, { id, seq }: (typeof jobs)[number]) =>
      page.shown(id).length !== seq || page.shown(id).some((shown, index) => shown !== index + 1);
    return () =>
      pages.flatMap((page, index) =>
        jobs
          .filter((job) => isWrong(page, job))
          .map(({ id, seq }) => `page ${index}: ${page.shown(id)} of ${seq} events of ${id}`),
      );
  }
  async function killUnderLoad(notifier: Part, { tag, count }: { tag: string; count: number }) {
    const endLoad = startLoad(tag);
    for (let kill = 0; kill < count; kill++) {
      await pause(kills.everyMs);
      await notifier.restart("SIGKILL", 0);
    }
    return endLoad;
  }

  it("has every page back within 15 s, with each event once and in order", async () => {
    const notifier = await startNotifier();
    const pages = await openPages(notifier);
    const endLoad = await killUnderLoad(notifier, { tag: "kept", count: kills.count });
    await allBack(pages);
    await endLoad();
    const wrong = await wrongOn(pages, "kept");
    await eventually(
      () => wrong().length === 0,
      () => wrong().slice(0, 10).join("\n"),
    );
    expect(Math.min(...pages.map((page) => page.losses()))).to.be.at.least(1);
    expect(pages.map((page) => page.fetches())).to.deep.equal(pages.map(() => 1));
  });

  it("would be found to leave out what pages missed", async () => {
    const notifier = await startNotifier("gap-in-replay");
    const pages = await openPages(notifier);
    const endLoad = await killUnderLoad(notifier, { tag: "missed", count: 1 });
    await allBack(pages);
    await endLoad();
    // A page that missed nothing hears of this one after the notifier has pushed all others.
    const [newest] = await openPages(notifier, 1);
    const last = await client.call("jobs.create", { body: aJob("last") });
    await eventually(() => newest?.shown(last.id).length === 2, "the last job");
    const wrong = await wrongOn(pages, "missed");
    expect(wrong()).to.not.be.empty;
  });
});
