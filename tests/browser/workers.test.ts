import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin, aHome, signedIn, startFormwork } from "../support/formwork.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const forLong = { steps: 100, seconds: 500, lines: 0 };
const aMoment = { steps: 1, seconds: 0, lines: 0 };

describe("the page of workers", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const submit = async (payload: Record<string, unknown>) =>
    (await site.client.call("jobs.create", { body: { template: "sample-job", payload } })).id;
  const rows = () => page.getByRole("list", { name: "Workers" }).locator("> li");
  const button = (name: RegExp) => rows().getByRole("button", { name });
  const shows = (text: string | RegExp) => rows().getByText(text).first().waitFor();

  it("shows what the worker of this process is and runs", async () => {
    const id = await submit(forLong);
    await jobReaches(site.client, id, "running");
    await page.goto("/templates");
    await page.getByRole("link", { name: "Workers" }).first().click();
    await page.getByRole("heading", { name: "Workers", level: 1 }).waitFor();
    await shows("Online");
    await shows("http, module, command · every queue");
    await shows(/1 of 10 slots used · heartbeat/);
    // As root a worker has users for its jobs; elsewhere they run as its own.
    await shows(/^(Each job runs as a user of its own|Jobs run as the worker's own user), /);
    await rows().getByRole("link", { name: "Sample job · 100 × 500 s" }).click();
    await page.waitForURL(`**/jobs/${id}`);
    await page.getByRole("table", { name: "Attempts" }).getByRole("link").last().click();
    await page.waitForURL("**/workers?worker=*");
    await rows().and(page.locator("[aria-current=true]")).waitFor();
  });

  it("has it drain while a job runs, and resume", async () => {
    const [job] = (await site.client.call("jobs.list", { query: { state: ["running"] } })).items;
    const id = job?.id ?? expect.fail("no job runs");
    await page.goto("/workers");
    await button(/^Drain/).click();
    await shows("Draining");
    await shows(/Finishes 1 job · heartbeat/);
    await shows(/asked by you$/);
    const waiting = await submit(aMoment);
    await eventually(
      async () => (await site.client.call("workers.counts", {})).draining === 1,
      "the drain to be stored",
    );
    const stateOf = async (one: string) =>
      (await site.client.call("jobs.get", { params: { id: one } })).state;
    expect([await stateOf(waiting), await stateOf(id)]).to.deep.equal(["queued", "running"]);
    await button(/^Resume/).click();
    await shows("Online");
    await jobReaches(site.client, waiting, "succeeded");
    const { items } = await site.client.call("jobs.attempts", { params: { id } });
    expect(items.map(({ state }) => state)).to.deep.equal(["running"]);
  });

  it("follows drains of others and jobs that end", async () => {
    await shows(/1 of 10 slots used/);
    const [worker] = (await site.client.call("workers.list", {})).items;
    const params = { id: worker?.id ?? "" };
    await site.client.call("workers.drain", { params });
    await shows("Draining");
    await site.client.call("workers.resume", { params });
    await shows("Online");
    const [job] = (await site.client.call("jobs.list", { query: { state: ["running"] } })).items;
    await site.client.call("jobs.cancel", { params: { id: job?.id ?? "" } });
    await shows(/0 of 10 slots used/);
  });

  it("says that a worker is not known any more", async () => {
    await page.goto("/workers?worker=gone-1");
    await page.getByText("The worker gone-1 is not in the list").waitFor();
  });
});

describe("a worker that died", function () {
  this.timeout(120_000);

  it("is counted in the navigation, says what it held, and is taken out by a person", async () => {
    const place = await aHome();
    const browser = await openBrowser();
    const first = await startFormwork(place.home);
    const client = await signedIn(first);
    const { id } = await client.call("jobs.create", {
      body: { template: "sample-job", payload: forLong },
    });
    await jobReaches(client, id, "running");
    await eventually(
      async () => (await client.call("workers.list", {})).items[0]?.running.includes(id),
      "a heartbeat with the job",
    );
    await first.kill("SIGKILL");
    const second = await startFormwork(place.home, { FORMWORK_WORKER_QUEUES: "other" });
    const { page, faults } = await openPage(browser, second.url);
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page
      .getByRole("link", { name: /^A worker on .+ is silent$/ })
      .waitFor({ timeout: 40_000 });
    const badge = page.getByRole("link", { name: "Workers 1 offline" });
    await badge.waitFor({ timeout: 40_000 });
    await badge.click();
    const held = page.getByRole("list", { name: /^Jobs that .* held$/ });
    await held.getByRole("link", { name: "Sample job · 100 × 500 s" }).waitFor();
    await page.getByRole("button", { name: /^Remove/ }).click();
    await held.waitFor({ state: "detached" });
    const navigation = page.getByRole("navigation", { name: "Main" });
    await navigation.getByRole("link", { name: "Workers", exact: true }).waitFor();
    expect(faults).to.deep.equal([]);
    await browser.close();
    await second.kill();
    await place.remove();
  });
});
