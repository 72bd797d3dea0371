import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobReaches, shownJobId } from "../support/pages/job-page.ts";
import { schedulePage } from "../support/pages/schedule-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the schedules in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { act, button, create, field, row, toast } = schedulePage(site);
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const open = async () => {
    await page.goto("/schedules");
    await page.getByRole("heading", { name: "Schedules", level: 1 }).waitFor();
  };
  const get = (id: string) => site.client.call("schedules.get", { params: { id } });

  it("are listed in words by their next run, and found by name and template", async () => {
    await create("Weekly export", { cron: "0 7 * * 1-5", timezone: "Europe/Madrid" });
    await create("Soon", { every: "10m" });
    await create("Odd", { cron: "*/15 8-18 * * MON-FRI" });
    await open();
    await row("Weekly export").getByText("Weekdays at 07:00 Europe/Madrid").waitFor();
    await row("Soon").getByText("Every 10 minutes").waitFor();
    await row("Soon")
      .getByText(/^in 9 m \d\d s$/)
      .waitFor();
    await row("Odd")
      .getByText(/every 15 minutes, between 08:00 and 18:59/i)
      .waitFor();
    const names = () =>
      page.getByRole("list", { name: "Schedules" }).getByRole("link").allTextContents();
    // Which of them is next depends on the time of the day.
    const { items } = await site.client.call("schedules.list", {});
    const byNextRun = items.toSorted((one, other) =>
      String(one.nextRunAt).localeCompare(String(other.nextRunAt)),
    );
    expect(await names()).to.deep.equal(byNextRun.map(({ name }) => name));
    await page.getByLabel("Search schedules").fill("weekly EXP");
    await row("Soon").waitFor({ state: "detached" });
    expect(await names()).to.deep.equal(["Weekly export"]);
    await page.getByLabel("Search schedules").fill("nothing like it");
    await page.getByText("No schedule matches").waitFor();
    await button("Clear the filters").click();
    await row("Soon").waitFor();
    await button("All templates").click();
    await page.getByRole("combobox", { name: "Template" }).fill("Sample");
    await page.getByRole("option", { name: "Sample job" }).click();
    await page.waitForURL(/template=sample-job/);
    await row("Soon").waitFor();
  });

  it("are run now, paused with a reason, resumed, skipped and deleted", async () => {
    const { id, nextRunAt } = await create("Steered", { cron: "0 5 * * *" });
    await open();
    await act("Steered", "Run now");
    await toast("Steered runs now").waitFor();
    await page.getByRole("link", { name: "Open the job" }).click();
    const jobId = await shownJobId(page);
    await page.getByRole("link", { name: "Steered", exact: true }).click();
    await page.getByRole("heading", { name: "Steered", level: 1 }).waitFor();
    await jobReaches(site.client, jobId, "succeeded");
    await page.getByText("1 succeeded").waitFor();
    await open();
    await act("Steered", "Pause…");
    await field("Why (others will see it)").fill("Moving the database");
    await button("Pause").click();
    await row("Steered").getByText("Moving the database").waitFor();
    await row("Steered").getByText("Paused", { exact: true }).waitFor();
    await act("Steered", "Resume");
    await row("Steered").getByText("Active", { exact: true }).waitFor();
    await act("Steered", "Skip the next run");
    await toast("The next run of Steered is left out").waitFor();
    expect((await get(id)).nextRunAt).to.not.equal(nextRunAt);
    await act("Steered", "Delete…");
    await button("Delete the schedule").click();
    await row("Steered").waitFor({ state: "detached" });
  });

  it("fill a past window, and say beforehand how many slots it has", async () => {
    await create("Filled", { cron: "0 * * * *", overlap: "allow" });
    await open();
    await act("Filled", "Fill a past window…");
    await page.getByText("24 slots fall into it.").waitFor();
    const end = field("Until");
    await end.fill("2099-01-01T00:00");
    await button("Make the jobs").click();
    await page.getByText("must not be later than now").waitFor();
    await field("From").fill((await end.inputValue()).replace("2099", "2098"));
    await page.keyboard.press("Escape");
    await act("Filled", "Fill a past window…");
    await button("Make the jobs").click();
    await toast("24 jobs made").waitFor();
    await page.getByRole("link", { name: "Show them" }).click();
    await page.waitForURL(/\/jobs\?schedule=/);
  });

  it("ask for the word of the template before jobs are made by hand", async () => {
    await site.client.call("templates.publish", {
      params: { name: "deploy" },
      body: {
        ...{ name: "deploy", title: "Deploy", run: { kind: "remote" } },
        payload: { type: "object", properties: { env: { type: "string" } } },
        confirm: { text: "Deploys to {{payload.env}}", word: "{{payload.env}}" },
      },
    });
    const { id } = await create("Asks first", { template: "deploy", payload: { env: "prod" } });
    await open();
    await act("Asks first", "Run now");
    await page.getByText("Deploys to prod").waitFor();
    expect(await button("Run now").isDisabled()).to.equal(true);
    await field("Type “prod” to go on").fill("prod");
    await button("Run now").click();
    await toast("Asks first runs now").waitFor();
    await act("Asks first", "Fill a past window…");
    await button("Make the jobs").click();
    await page.getByText("Deploys to prod").waitFor();
    await page.getByRole("dialog").filter({ hasText: "Deploys" }).getByText("Cancel").click();
    await page.keyboard.press("Escape");
    const { total } = await site.client.call("jobs.stats", { query: { schedule: id } });
    expect(total).to.equal(1);
  });

  it("show a fire and its result as they happen, and list the results with their jobs", async () => {
    const { id } = await create("Live", { at: new Date(Date.now() + 4000).toISOString() });
    await page.goto(`/schedules/${id}`);
    await page.getByText("Ended", { exact: true }).waitFor();
    await page.getByRole("cell", { name: "Fired" }).waitFor();
    await page.getByText("1 succeeded").waitFor();
    await button("Last results of Live: 1 succeeded").click();
    await page.getByRole("dialog", { name: "Last results of Live" }).getByRole("link").click();
    await shownJobId(page);
  });

  it("mark in the navigation what Formwork has stopped", async () => {
    const name = "changing";
    const publish = (required: string) =>
      site.client.call("templates.publish", {
        params: { name },
        body: {
          ...{ name, title: "Changing", run: { kind: "remote" } },
          payload: {
            type: "object",
            required: [required],
            properties: { [required]: { type: "string" } },
          },
        },
      });
    await publish("old");
    const { id } = await site.client.call("schedules.create", {
      body: {
        template: name,
        payload: { old: "x" },
        every: "2s",
        name: "Stopped",
        overlap: "allow",
      },
    });
    await open();
    await publish("fresh");
    await eventually(async () => !(await get(id)).enabled, "the schedule to be stopped");
    await page
      .getByRole("link", { name: /^Schedules,? 1 stopped/ })
      .first()
      .waitFor();
    await button("Stopped 1").click();
    await row("Stopped").getByText(/fresh/).waitFor();
    await page.getByRole("link", { name: "Stopped", exact: true }).click();
    await page.getByText(/^Formwork stopped it/).waitFor();
    await site.client.call("schedules.delete", { params: { id } });
    await page.getByRole("link", { name: "Schedules", exact: true }).first().waitFor();
  });

  it("are counted by hour in the calendar, whose cells list what starts", async () => {
    await create("Lunch", { cron: "5,35 12 * * *", timezone: "Asia/Tokyo" });
    await page.goto("/schedules/calendar?timezone=Asia/Tokyo");
    await page.getByText("Planned starts by hour").waitFor();
    await page.getByLabel("The week after").click();
    await page.waitForURL(/from=/);
    await button(/ 12:00: \d+ starts$/)
      .first()
      .click();
    const lunch = page.getByRole("listitem").filter({ hasText: "Lunch" });
    await lunch.getByText("2 starts").waitFor();
    await lunch.getByText("12:05").waitFor();
    await lunch.getByRole("link").click();
    await page.getByRole("heading", { name: "Lunch", level: 1 }).waitFor();
  });
});
