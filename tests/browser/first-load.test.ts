import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { measureFirstLoad } from "../support/pages/first-load.ts";
import { siteOfSuite } from "../support/pages/site.ts";

/**
 * Bytes of the files that a page may load until it is complete, in Brotli. The files are the same in each run; a
 * budget that is passed calls for a look at what the last change imports.
 */
const budgets = {
  page: 256_000,
  job: 270_000,
  form: 392_000,
  /** Of a form with a pattern that only RE2 can match. */
  formWithRe2: 418_000,
};
const withRe2 = ["resize-image"];

describe("the first load of a page", function () {
  this.timeout(120_000);
  const site = siteOfSuite();
  let shipped: string[];

  before(async () => {
    const { items } = await site.client.call("templates.list", {});
    shipped = items.map(({ name }) => name);
  });

  const heading = (page: Page) => page.getByRole("heading", { level: 1 }).first().waitFor();
  const run = (page: Page) =>
    page
      .getByRole("button", { name: /^(Run|Review)/ })
      .last()
      .waitFor();

  async function bytesOf(address: string, shown = heading, context?: BrowserContext) {
    const bytes = await measureFirstLoad(context ?? site.context, address, shown);
    if (process.env.FIRST_LOAD_PRINT !== undefined) process.stdout.write(`${address} ${bytes}\n`);
    return bytes;
  }

  it("is within its budget for the page that signs in", async () => {
    const context = await site.browser.newContext({ baseURL: site.running.url });
    expect(await bytesOf("/sign-in", heading, context)).to.be.below(budgets.page);
  });

  it("is within its budget for the home page, whose chart comes later", async () => {
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
    const job = await site.client.call("jobs.create", {
      body: { template: "demo", payload: demoPayload },
    });
    const chart = (page: Page) => page.getByRole("slider").waitFor();
    expect(await bytesOf("/", chart)).to.be.below(budgets.page);
    await site.client.call("jobs.cancel", { params: { id: job.id } });
  });

  it("is within its budget for the templates", async () => {
    expect(await bytesOf("/templates")).to.be.below(budgets.page);
  });

  it("is within its budget for the list of jobs", async () => {
    expect(await bytesOf("/jobs")).to.be.below(budgets.page);
  });

  it("is within its budget for the workers", async () => {
    expect(await bytesOf("/workers")).to.be.below(budgets.page);
  });

  it("is within its budget for a job", async () => {
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
    const job = await site.client.call("jobs.create", {
      body: { template: "demo", payload: demoPayload },
    });
    expect(await bytesOf(`/jobs/${job.id}`)).to.be.below(budgets.job);
  });

  it("is within its budget for the pages of schedules", async () => {
    expect(await bytesOf("/schedules")).to.be.below(budgets.page);
    expect(await bytesOf("/schedules/calendar")).to.be.below(budgets.page);
    const edited = "/schedules/new?template=sample-job";
    expect(await bytesOf(edited)).to.be.below(budgets.form);
  });

  it("is within its budget for the form of each shipped template", async () => {
    for (const name of shipped) {
      const budget = withRe2.includes(name) ? budgets.formWithRe2 : budgets.form;
      expect(await bytesOf(`/templates/${name}/run`, run), name).to.be.below(budget);
    }
  });
});
