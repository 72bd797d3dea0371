import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

const defaults = { succeeded: "30d", failed: "90d", cancelled: "30d", logs: "14d", audit: "365d" };

describe("the retention in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", {
      params: { name: "brief" },
      body: {
        name: "brief",
        title: "Brief notes",
        payload: { type: "object" },
        run: { kind: "remote" },
        retention: { succeeded: "7d", failed: null },
      },
    });
    await site.client.call("templates.publish", { params: { name: "note" }, body: note });
  });
  beforeEach(async () => {
    await site.client.call("settings.set-retention", { body: defaults });
    await page.goto("/settings/retention");
    await amount("Succeeded jobs").waitFor();
  });

  const note = {
    name: "note",
    title: "Note",
    payload: { type: "object" },
    run: { kind: "remote" as const },
  };
  const amount = (label: string) => page.getByLabel(`${label}: number`);
  const unit = (label: string) => page.getByRole("combobox", { name: `${label}: unit` });
  const save = () => page.getByRole("button", { name: "Save", exact: true });

  async function chooseUnit(label: string, name: string): Promise<void> {
    await unit(label).click();
    await page.getByRole("option", { name }).click();
  }

  async function cancelledJob(rerunOf?: string): Promise<string> {
    const { id } =
      rerunOf === undefined
        ? await site.client.call("jobs.create", { body: { template: "note", payload: {} } })
        : await site.client.call("jobs.rerun", { params: { id: rerunOf }, body: {} });
    await site.client.call("jobs.cancel", { params: { id } });
    return id;
  }

  it("is shown as numbers and units, with the templates that differ", async () => {
    expect(new URL(page.url()).pathname).to.equal("/settings/retention");
    expect(await page.title()).to.include("Retention");
    expect(await amount("Succeeded jobs").inputValue()).to.equal("30");
    expect(await amount("Failed jobs").inputValue()).to.equal("90");
    expect(await unit("Logs").textContent()).to.equal("days");
    const own = page.getByRole("listitem").filter({ hasText: "Brief notes" });
    expect(await own.textContent()).to.include("succeeded 7 days, failed for ever");
    expect(await own.getByRole("link").getAttribute("href")).to.equal("/templates/brief/run");
    expect(await save().isDisabled()).to.equal(true);
    await page.getByText("Nothing has been removed yet.").waitFor();
  });

  it("says what is wrong with a number, and saves no such", async () => {
    for (const text of ["", "0", "soon"]) {
      await amount("Logs").fill(text);
      await page.getByText("Type a whole number from 1").waitFor();
      expect(await save().isDisabled()).to.equal(true);
    }
    await page.getByRole("button", { name: "Discard" }).click();
    expect(await amount("Logs").inputValue()).to.equal("14");
  });

  it("keeps for ever, without a question where nothing is removed", async () => {
    await chooseUnit("Failed jobs", "for ever");
    expect(await amount("Failed jobs").isDisabled()).to.equal(true);
    await page.getByText("Would remove nothing now.").waitFor();
    await save().click();
    await page.getByText("Retention saved").waitFor();
    expect(await site.client.call("settings.retention", {})).to.deep.equal({
      ...defaults,
      failed: null,
    });
    expect(await save().isDisabled()).to.equal(true);
  });

  it("says what would be removed, asks with the number, and shows that it was", async () => {
    const ids = [await cancelledJob(), await cancelledJob(), await cancelledJob()];
    const rerun = await cancelledJob(ids[0]);
    const body = { ...defaults, cancelled: "1s" };
    await eventually(
      async () => (await site.client.call("settings.preview-retention", { body })).jobs === 4,
      "jobs that are a second old",
    );
    await chooseUnit("Cancelled jobs", "seconds");
    await amount("Cancelled jobs").fill("1");
    await page.getByText(/^Would remove 4 jobs, the newest from \d/).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Note" }).getByText("4").waitFor();
    await save().click();
    const dialog = page.getByRole("dialog", { name: "Remove 4 jobs?" });
    await dialog.getByRole("button", { name: "Keep it" }).click();
    expect(await site.client.call("settings.retention", {})).to.deep.equal(defaults);
    await save().click();
    await dialog.getByRole("button", { name: "Save and remove 4 jobs" }).click();
    await page.getByText(/^Removed 4 jobs in /).waitFor();
    const { items } = await site.client.call("jobs.list", {});
    expect(items.filter(({ id }) => [...ids, rerun].includes(id))).to.deep.equal([]);
  });

  it("shows on the page of a job that its log was removed", async () => {
    const { id } = await site.client.call("jobs.create", {
      body: { template: "sample-job", payload: { steps: 1, seconds: 0.1 } },
    });
    const job = () => site.client.call("jobs.get", { params: { id } });
    await eventually(async () => (await job()).state === "succeeded", "the job's end", 60_000);
    const body = { ...defaults, logs: "1s" };
    await eventually(
      async () => (await site.client.call("settings.preview-retention", { body })).logs === 1,
      "a log that is a second old",
    );
    await site.client.call("settings.set-retention", { body });
    const log = () => site.client.call("jobs.logs", { params: { id } });
    await eventually(async () => (await log()).removedAt, "the removal of the log");
    await page.goto(`/jobs/${id}`);
    await page.getByText(/^The log was removed on /).waitFor();
  });
});
