import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const aMoment = { steps: 1, seconds: 0, lines: 0 };
const always = (message: string) => ({ ...aMoment, failure: { mode: "always", message } });

describe("the home page", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const heading = (name: string, level = 1) => page.getByRole("heading", { name, level });
  const link = (name: string | RegExp) => page.getByRole("main").getByRole("link", { name });
  const list = (name: string) => page.getByRole("list", { name });
  const brush = () => page.getByRole("slider", { name: "Time whose jobs to open" });

  async function run(payload: Record<string, unknown>, state: "succeeded" | "failed") {
    const { id } = await site.client.call("jobs.create", {
      body: { template: "sample-job", payload, maxAttempts: 1 },
    });
    await jobReaches(site.client, id, state);
    return id;
  }
  async function open() {
    await page.goto("/");
    await heading("Home").waitFor();
  }

  it("shows the three steps of a new instance, and follows the first job by itself", async () => {
    await open();
    await heading("Three steps to your first job", 2).waitFor();
    await link("Open “Sample job”").click();
    await heading("Sample job").waitFor();
    await open();
    await heading("Three steps to your first job", 2).waitFor();
    await run(aMoment, "succeeded");
    await page.getByText("Nothing needs you.").waitFor();
  });

  it("offers the templates that the user runs most, with the last job of each", async () => {
    await open();
    const tile = list("Templates that you use most").getByRole("listitem").first();
    await tile.getByText("Succeeded").waitFor();
    await tile.getByRole("link", { name: /^Last job of Sample job/ }).click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    await page.goBack();
    await tile.getByRole("link", { name: "Sample job", exact: true }).click();
    await page.waitForURL("**/templates/sample-job/run");
  });

  it("draws what ended, whose jobs a choice in it opens, by pointer and by keys", async () => {
    await open();
    await page.locator("canvas").waitFor();
    const all = brush();
    await all.and(page.locator("[aria-valuetext*='1 succeeded']")).waitFor({ timeout: 80_000 });
    const box = (await all.boundingBox()) ?? expect.fail("the chart has no place");
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, y, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/\/jobs\?from=.+&to=.+&timeField=finishedAt&sort=-finishedAt$/);
    await page.getByRole("table", { name: "Jobs" }).getByText("Succeeded").waitFor();
    await page.goBack();
    await all.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/jobs\?from=.+&to=.+/);
  });

  it("has a small picture of its kind above the list of jobs, which narrows the list", async () => {
    await page.goto("/jobs?state=succeeded");
    const small = page.getByRole("slider", { name: "Time to show the jobs of" });
    await small.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/jobs\?state=succeeded&from=.+&to=.+&timeField=finishedAt$/);
    await page.getByRole("button", { name: /^Finished / }).waitFor();
    await page.getByRole("table", { name: "Jobs" }).getByText("Succeeded").waitFor();
    await page.goto("/jobs?tag=none");
    await page.getByText("No job matches").waitFor();
    expect(await small.count()).to.equal(0);
  });

  it("says the same in a table, with links to the jobs", async () => {
    await open();
    await page.getByRole("button", { name: "Show as table" }).click();
    const table = page.getByRole("table", { name: /^Jobs that ended in the last 24 hours/ });
    await table.getByRole("row").nth(1).getByRole("link").click();
    await page.waitForURL(/\/jobs\?from=.+&to=.+/);
    await page.getByRole("table", { name: "Jobs" }).getByText("Succeeded").waitFor();
  });

  it("shows what runs and waits, each number with a link to its jobs", async () => {
    const { id } = await site.client.call("jobs.create", {
      body: { template: "sample-job", payload: { steps: 100, seconds: 500, lines: 0 } },
    });
    await open();
    const numbers = list("Numbers");
    await numbers.getByRole("link", { name: "Running now 1" }).waitFor();
    await page.getByRole("link", { name: "Jobs 1 running" }).first().waitFor();
    await numbers.getByRole("link", { name: /^Run, p95 \d/ }).waitFor();
    await numbers.getByRole("link", { name: "Running now 1" }).click();
    await page.waitForURL("**/jobs?state=running");
    await site.client.call("jobs.cancel", { params: { id } });
    await page.goBack();
    await numbers.getByRole("link", { name: "Running now 0" }).waitFor();
  });

  it("says what needs the user since the last visit, and no more at the next one", async () => {
    await open();
    await page.getByText("Nothing needs you.").waitFor();
    await run(always("No luck with 7"), "failed");
    const needs = list("What needs you");
    await needs.getByRole("link", { name: /^No luck with number$/ }).waitFor();
    await needs.getByText("1 failed job of Sample job").waitFor();
    await needs.getByRole("link").click();
    await page.getByText("Failed with one error").waitFor();
    await page.goBack();
    await needs.waitFor();
    await pretendToHaveLeft();
    await open();
    await page.getByText("Nothing new needs you.").waitFor();
    await link("1 older group of dead letters waits for a decision").click();
    await heading("Dead letters").waitFor();
  });

  /** Makes the visit before this one end now, after all that has failed. */
  async function pretendToHaveLeft() {
    await page.goto("/templates");
    await page.evaluate(() => {
      const [key = ""] = Object.keys(localStorage).filter((name) =>
        name.startsWith("formwork.last-visit"),
      );
      const now = Date.now();
      localStorage.setItem(key, JSON.stringify({ seenAt: now, beforeAt: now }));
    });
  }

  it("names schedules that Formwork stopped, at once", async () => {
    const publish = (payload: Record<string, unknown>) =>
      site.client.call("templates.publish", {
        params: { name: "brief" },
        body: { name: "brief", title: "Brief", payload, run: { kind: "remote" } },
      });
    await publish({ type: "object" });
    await site.client.call("schedules.create", {
      body: {
        ...{ name: "Every second", template: "brief", payload: {} },
        ...{ every: "1s", overlap: "allow" as const },
      },
    });
    await open();
    await page.getByText("Nothing new needs you.").waitFor();
    await publish({
      type: "object",
      required: ["city"],
      properties: { city: { type: "string" } },
    });
    await link("Every second has stopped").click();
    await heading("Every second").waitFor();
  });

  it("is the first entry of the navigation, where nobody is shown what is not for them", async () => {
    await page.goto("/templates");
    const entries = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    await heading("Templates").waitFor();
    expect(await entries.first().textContent()).to.equal("Home");
    await entries.first().click();
    await heading("Home").waitFor();
    expect(new URL(page.url()).pathname).to.equal("/");
  });
});

describe("the navigation of a phone", function () {
  this.timeout(60_000);
  const site = siteOfSuite();

  it("has four pages, and the rest with the account behind More", async () => {
    const { page } = site;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    const bar = page.getByRole("navigation", { name: "Main" });
    expect(await bar.getByRole("link").allTextContents()).to.deep.equal([
      ...["Home", "Templates", "Jobs", "Schedules"],
    ]);
    await bar.getByRole("button", { name: "More" }).click();
    const sheet = page.getByRole("dialog", { name: "More" });
    await sheet.getByText("admin", { exact: true }).waitFor();
    expect(await sheet.getByRole("link").allTextContents()).to.deep.equal([
      ...["Dead letters", "Workers", "Settings"],
    ]);
    await sheet.getByRole("link", { name: "Workers" }).click();
    await page.getByRole("heading", { name: "Workers", level: 1 }).waitFor();
    await sheet.waitFor({ state: "detached" });
    await bar.getByRole("button", { name: "More" }).click();
    await sheet.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Formwork" }).waitFor();
  });
});
