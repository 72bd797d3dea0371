import { readFile } from "node:fs/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../../support/demo-template.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

describe("many jobs at once", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;

  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
  });

  const table = () => page.getByRole("table", { name: "Jobs" });
  const rows = () => table().locator("tbody").getByRole("row");
  const bar = () => page.getByRole("region", { name: "Selected jobs" });
  const box = (index: number) => rows().nth(index).getByRole("checkbox");
  const inBar = (name: string | RegExp) => bar().getByRole("button", { name });
  const confirm = (name: string) =>
    page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  const result = (text: string) => page.getByRole("group", { name: text, exact: true });
  const states = async (tag: string) =>
    (await site.client.call("jobs.stats", { query: { tag: [tag] } })).byState;

  /** Submits jobs that no worker runs, and opens the list of them. */
  async function open(tag: string, count: number) {
    const job = { template: "demo", payload: demoPayload, tags: [tag] };
    await site.client.call("jobs.batch", { body: { jobs: Array(count).fill(job) } });
    await page.mouse.move(0, 0);
    await page.goto(`/jobs?tag=${tag}`);
    await rows().first().waitFor();
  }
  async function closeResult(text: string) {
    await result(text).getByRole("button", { name: "Close this result" }).click();
    await result(text).waitFor({ state: "hidden" });
  }

  it("are selected by boxes, ranges and keys, and cancelled after a question", async () => {
    await open("boxes", 6);
    await box(0).check();
    expect(await bar().textContent()).to.contain("1 job selected");
    await box(3).click({ modifiers: ["Shift"] });
    await bar().getByText("4 jobs selected").waitFor();
    await rows().nth(5).hover();
    await page.keyboard.press("x");
    await bar().getByText("5 jobs selected").waitFor();
    await page.keyboard.press("x");
    await bar().getByText("4 jobs selected").waitFor();
    await page.keyboard.press("Escape");
    await bar().waitFor({ state: "hidden" });
    await box(1).check();
    await box(2).check();
    await inBar("Cancel 2").click();
    await confirm("Leave them");
    expect((await states("boxes")).queued).to.equal(6);
    await inBar("Cancel 2").click();
    await confirm("Cancel 2 jobs");
    await result("2 cancelled").waitFor();
    await bar().waitFor({ state: "hidden" });
    expect(await states("boxes")).to.include({ queued: 4, cancelled: 2 });
    await closeResult("2 cancelled");
    await page.reload();
    await rows().first().waitFor();
    expect(await result("2 cancelled").count()).to.equal(0);
  });

  it("are all that match, once somebody says so", async () => {
    await open("all", 250);
    await table().getByRole("checkbox", { name: "Select the jobs that are shown" }).check();
    await bar().getByText("100 jobs selected").waitFor();
    await inBar("Select all 250 that match").click();
    await bar().getByText("All 250 jobs that match").waitFor();
    await inBar("Cancel 250").click();
    await confirm("Cancel 250 jobs");
    await result("250 cancelled").waitFor();
    expect(await states("all")).to.include({ queued: 0, cancelled: 250 });
    await closeResult("250 cancelled");
  });

  it("say how many an action concerns, and in words what became of them", async () => {
    await open("mixed", 3);
    const { items } = await site.client.call("jobs.list", { query: { tag: ["mixed"] } });
    await site.client.call("jobs.cancel", { params: { id: items[0]?.id ?? "" } });
    await rows().filter({ hasText: "Cancelled" }).waitFor();
    await table().getByRole("checkbox", { name: "Select the jobs that are shown" }).check();
    expect(await inBar(/^Retry/).textContent()).to.contain("1");
    expect(await inBar(/^Dismiss/).isDisabled()).to.equal(true);
    await inBar("Cancel 2").click();
    await confirm("Cancel 2 jobs");
    await closeResult("2 cancelled, 1 had already ended");
    await table().getByRole("checkbox", { name: "Select the jobs that are shown" }).check();
    await inBar("Delete 3").click();
    await confirm("Delete 3 jobs");
    await page.getByText("No job matches").waitFor();
    await closeResult("3 deleted");
  });

  it("show their progress on every page and after a reload, and can be stopped", async () => {
    await open("slow", 120);
    const { id } = await site.client.call("actions.create", {
      body: { action: "cancel", filter: { tag: "slow" }, perMinute: 60 },
    });
    await result("Cancelling 120 jobs").waitFor();
    await page.getByRole("link", { name: "Templates" }).first().click();
    await page.getByRole("heading", { name: "Templates", level: 1 }).waitFor();
    await result("Cancelling 120 jobs").waitFor();
    await page.reload();
    await result("Cancelling 120 jobs").getByRole("progressbar").waitFor();
    await result("Cancelling 120 jobs").getByRole("button", { name: "Stop" }).click();
    const ended = await eventually(async () => {
      const action = await site.client.call("actions.get", { params: { id } });
      return action.state === "stopped" && action;
    }, "the action to stop");
    const left = 120 - ended.done;
    await closeResult(`Stopped: ${ended.done} cancelled, ${left} left as they were`);
    expect(await states("slow")).to.include({ queued: left });
  });

  it("stay in their places while some are selected", async () => {
    await open("held", 2);
    await box(0).check();
    await page.mouse.move(0, 0);
    const job = { template: "demo", payload: demoPayload, tags: ["held"] };
    await site.client.call("jobs.create", { body: job });
    await page.getByRole("button", { name: "1 new" }).waitFor();
    expect(await rows().count()).to.equal(2);
    await inBar("Clear the selection").click();
    await eventually(async () => (await rows().count()) === 3, "the new job");
  });

  it("are exported with the filters of the list", async () => {
    await open("exported", 3);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /^CSV/ }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).to.match(/^formwork-jobs-.*\.csv$/);
    const records = parse(await readFile(await download.path(), "utf8"), { columns: true });
    expect(records).to.have.length(3);
  });

  it("are selected on a phone too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("phone", 3);
    await box(0).check();
    await box(1).check();
    await inBar("Cancel 2").click();
    await confirm("Cancel 2 jobs");
    await closeResult("2 cancelled");
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
