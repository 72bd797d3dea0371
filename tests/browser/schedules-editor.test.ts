import { expect } from "chai";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { asSearch, formPage } from "../support/pages/form-page.ts";
import { schedulePage } from "../support/pages/schedule-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the editor of schedules in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, create, field } = schedulePage(site);
  const { openForm, publish, writeJson } = formPage(site);
  let page: Page;
  before(async () => {
    ({ page } = site);
    await publish(demo);
  });

  const cron = () => field("Cron expression");
  const payload = () => page.getByRole("region", { name: "Payload as JSON" });
  /** Waits until the page is that of a schedule, and returns the schedule. */
  async function shown() {
    await page.waitForURL(/\/schedules\/[\w-]{20,}$/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    return site.client.call("schedules.get", { params: { id } });
  }

  it("makes a schedule of a template that is chosen, with the next runs and their payload", async () => {
    await page.goto("/schedules");
    await page.getByRole("link", { name: "New schedule" }).first().click();
    await page
      .getByRole("combobox", { name: "What is to be run? Choose a template" })
      .fill("Sample");
    await page.getByRole("option", { name: "Sample job" }).click();
    await button("Weekdays").click();
    expect(await cron().inputValue()).to.equal("0 7 * * 1-5");
    await field("Time zone of the schedule").fill("Europe/Madrid");
    await page.getByRole("option", { name: "Europe/Madrid" }).click();
    await page.getByText("Weekdays at 07:00 Europe/Madrid").waitFor();
    await page.getByRole("columnheader", { name: "Europe/Madrid" }).waitFor();
    expect(await page.getByRole("row").count()).to.equal(11);
    await field("Name of the schedule").fill("From the browser");
    await field("Seconds per step").fill("0");
    await payload().getByText('"seconds": 0').waitFor();
    await button("Make the schedule").click();
    const schedule = await shown();
    expect(schedule).to.deep.include({
      ...{
        name: "From the browser",
        cron: "0 7 * * 1-5",
        timezone: "Europe/Madrid",
        version: null,
      },
    });
    expect(schedule.payload).to.include({ seconds: 0, steps: 5 });
  });

  it("shows what is wrong with an expression at its field, and saves nothing", async () => {
    await page.goto("/schedules/new?template=sample-job");
    await cron().fill("0 25 * * *");
    await page.getByText(/the hour "25" cannot be read/).waitFor();
    const sentence = page.getByRole("region", { name: "When" }).getByRole("status");
    expect(await sentence.textContent()).to.equal("");
    expect(await cron().getAttribute("aria-invalid")).to.equal("true");
    await button("Make the schedule").click();
    await page.getByText("One field needs a change").waitFor();
    expect(page.url()).to.contain("/schedules/new");
    await cron().fill("0 0 30 2 *");
    await page.getByText(/never fires within five years/i).waitFor();
    expect(await sentence.textContent()).to.equal("");
    for (const unfinished of ["constructor", "0 5 * *"]) {
      await cron().fill(unfinished);
      await page.getByText(/must be a cron expression|fields|cannot be read/).waitFor();
      expect(await sentence.textContent()).to.equal("");
    }
    await cron().fill("");
    await page.getByText("is required", { exact: true }).waitFor();
    await cron().fill("0 5 * * *");
    await page.getByText("Every day at 05:00 UTC").waitFor();
    await page.getByText("One field needs a change").waitFor({ state: "detached" });
  });

  it("marks the run whose time does not exist, because clocks go forward", async () => {
    await page.goto("/schedules/new?template=sample-job");
    await field("Time zone of the schedule").fill("Europe/Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    // The last Sunday of March is among the next ten, whatever day it is.
    await cron().fill("30 2 * 3,10 SUN");
    const gap = page.getByRole("row").filter({ hasText: "Clocks go forward" }).first();
    await gap.getByText(/Mar 20\d\d, 03:00/).waitFor();
    expect(await gap.getByRole("cell").last().textContent()).to.match(/Mar 20\d\d, 01:00$/);
  });

  it("takes along what was filled in on the run page", async () => {
    await openForm("demo", asSearch(demoPayload));
    await page.getByLabel("Name", { exact: true }).fill("carried along");
    await page.getByLabel("Token", { exact: true }).fill("open sesame");
    await button("Schedule…").click();
    await page.getByRole("heading", { name: "Schedule: One of everything" }).waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).to.equal("carried along");
    await button("Every …").click();
    await field("Time between two runs").fill("6h");
    await page.getByText("Every 6 hours").waitFor();
    await button("Make the schedule").click();
    const schedule = await shown();
    expect(schedule).to.deep.include({ template: "demo", every: "6h" });
    expect(schedule.payload).to.include({ name: "carried along" });
    expect(schedule.payload.token).to.match(/^•{6}/);
  });

  it("takes the payload as JSON or from an example, and a queue", async () => {
    await page.goto("/schedules/new?template=sample-job");
    await page.getByRole("tab", { name: "JSON" }).click();
    await writeJson('{ "steps": 3, ');
    await button("Make the schedule").click();
    await page.getByRole("alert").getByText("One field needs a change").waitFor();
    await writeJson('{ "steps": 3, "seconds": 0 }');
    await payload().getByText('"steps": 3').waitFor();
    await page.getByRole("tab", { name: "Form" }).click();
    expect(await field("Seconds per step").inputValue()).to.equal("0");
    await button(/^More options/).click();
    await field("Queue").fill("night");
    await button("Make the schedule").click();
    const schedule = await shown();
    expect(schedule).to.include({ queue: "night" });
    expect(schedule.payload).to.include({ steps: 3, seconds: 0 });
    await page.goto(`/schedules/${schedule.id}/edit`);
    expect(await field("Queue").inputValue()).to.equal("night");
    const { examples = [] } = await site.client.call("templates.get", {
      ...{ params: { name: "sample-job" }, query: {} },
    });
    await button(/Examples|Start from an example/).click();
    await page.getByRole("menuitem", { name: examples[0]?.title ?? "" }).click();
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await button("Save the changes").click();
    expect((await sent).postDataJSON().payload).to.include(examples[0]?.payload ?? {});
  });

  it("changes only what differs, and keeps a secret", async () => {
    const made = await create("To change", {
      ...{ template: "demo", payload: { ...demoPayload, token: "open sesame" } },
      ...{ cron: "0 3 * * *", maxFailures: 3 },
    });
    await page.goto(`/schedules/${made.id}/edit`);
    await page.getByText("Kept from this schedule").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("changed");
    await payload().getByText('"changed"').waitFor();
    await field("Stop after failures in a row").fill("");
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await button("Save the changes").click();
    const body = (await sent).postDataJSON();
    expect(Object.keys(body).sort()).to.deep.equal(["maxFailures", "payload"]);
    expect(await shown()).to.deep.include({ cron: "0 3 * * *", maxFailures: null });
    const job = await site.client.call("schedules.trigger", { params: { id: made.id } });
    expect(job.payload).to.include({ name: "changed" });
    expect(job.payload.token).to.match(/^•{6}/);
  });

  it("asks before what was typed is lost, and takes it over into another version", async () => {
    await publish({ ...demo, title: "One of everything, again" });
    await page.goto("/schedules/new?template=demo");
    await page.getByLabel("Name", { exact: true }).fill("typed");
    await page.getByRole("combobox", { name: "Version of the template" }).click();
    await page.getByRole("option", { name: "Always version 1" }).click();
    await page.getByRole("heading", { name: "Schedule: One of everything", exact: true }).waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).to.equal("typed");
    await page.getByRole("navigation").getByRole("link", { name: "Jobs" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    await dialog.getByRole("button", { name: "Leave" }).click();
    await page.waitForURL(/\/jobs$/);
  });
});
