import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the pages of dead letters", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const submit = async (payload: Record<string, unknown>) =>
    (
      await site.client.call("jobs.create", {
        body: { template: "sample-job", payload, maxAttempts: 1 },
      })
    ).id;
  const quick = { seconds: 0, lines: 0 };
  /** Makes jobs that fail with one error, each with another number of steps. */
  const failAll = async (...steps: number[]) => {
    const failure = { mode: "always" };
    const ids = await Promise.all(steps.map((one) => submit({ ...quick, steps: one, failure })));
    for (const id of ids) await jobReaches(site.client, id, "failed");
    return ids;
  };
  const groups = () => page.getByRole("list", { name: "Groups" }).getByRole("listitem");
  const jobs = () => page.getByRole("list", { name: "Jobs of the group" }).getByRole("listitem");
  const entry = () => page.getByRole("navigation").getByRole("link", { name: /^Dead letters/ });

  it("say in one sentence that there are none", async () => {
    await page.goto("/dead-letters");
    await page.getByText("No job has failed that nobody has dealt with.").waitFor();
    expect(await entry().first().textContent()).to.equal("Dead letters");
  });

  it("show a group as its jobs fail, with its number in the navigation", async () => {
    await failAll(2, 3, 4);
    await groups().getByText("3", { exact: true }).waitFor();
    await page.getByText("3 jobs in 1 group").waitFor();
    await entry().first().getByText("3").waitFor();
    expect(await groups().getByRole("img").getAttribute("aria-label")).to.equal(
      "Failed: 3 this week, 3 in the last 24 hours",
    );
  });

  it("show of a group what differs, its days as a table, and its jobs", async () => {
    await groups().getByRole("link").first().click();
    await page.getByRole("heading", { name: "Failed with one error" }).waitFor();
    const fields = page.getByRole("table", { name: "Fields that differ" });
    await fields.getByRole("rowheader", { name: /^steps/ }).waitFor();
    expect(await fields.getByRole("rowheader").count()).to.equal(1);
    await page.getByLabel("Failed per day, as a table").click();
    await page.getByRole("row", { name: "last 24 hours 3" }).waitFor();
    expect(await jobs().count()).to.equal(3);
  });

  it("take a job out that is dismissed, here or by somebody else", async () => {
    await jobs()
      .first()
      .getByRole("button", { name: /^Dismiss/ })
      .click();
    await page.getByRole("definition").getByText("2 jobs", { exact: true }).waitFor();
    const [left] = (await site.client.call("jobs.list", { query: { state: ["failed"] } })).items;
    const open = (await site.client.call("jobs.list", { query: { error: String(left?.errorKey) } }))
      .items;
    await site.client.call("jobs.dismiss", { params: { id: String(open[0]?.id) } });
    await page.getByRole("definition").getByText("1 job", { exact: true }).waitFor();
    await jobs().nth(1).waitFor({ state: "detached" });
  });

  it("lead from a job's error to its group, and back to the form to repair it", async () => {
    await jobs().getByRole("link", { name: /^\d ×/ }).click();
    await page.getByRole("link", { name: "Seen 3 times this week" }).click();
    await jobs()
      .getByRole("link", { name: /^Repair/ })
      .click();
    await page.getByRole("radio", { name: "Always" }).waitFor();
    await page.goBack();
    await jobs().first().waitFor();
  });

  it("lose a job whose re-run succeeds, and say so in its timeline", async () => {
    const [origin] = await failAll(7);
    const { id } = await site.client.call("jobs.rerun", {
      params: { id: String(origin) },
      body: { payload: { ...quick, steps: 7, failure: { mode: "never" } } },
    });
    await jobReaches(site.client, id, "succeeded");
    await page.goto(`/jobs/${origin}`);
    await page.getByText("Resolved by a re-run").waitFor();
    await page.getByText(`job ${id} succeeded`).waitFor();
  });

  it("are repaired for a whole group in one form, and resolved as the re-runs succeed", async () => {
    const ids = await failAll(11, 12, 13);
    const { errorKey } = await site.client.call("jobs.get", { params: { id: String(ids[0]) } });
    await page.goto(`/dead-letters/${encodeURIComponent(String(errorKey))}`);
    await page.getByRole("link", { name: "Repair all" }).click();
    await page.getByText(/The jobs run in version 1, the newest/).waitFor();
    await page.getByRole("radio", { name: "Never" }).check();
    const changes = page.getByRole("list", { name: "Changes in every job" });
    await changes.getByText('"never"').waitFor();
    await page.getByLabel("Jobs per minute at most").fill("6000");
    await page.getByRole("button", { name: /^Repair and run \d jobs again$/ }).click();
    await page.getByText(/^\d queued again/).waitFor();
    await page.getByText("No job of this group is left.").waitFor();
    for (const [place, id] of ids.entries()) {
      const query = { rerunOf: id };
      const [rerun] = (await site.client.call("jobs.list", { query })).items;
      expect(rerun?.state).to.equal("succeeded");
      expect(rerun?.payload).to.deep.include({ steps: 11 + place });
    }
  });

  it("are dismissed for a whole group, after a question", async () => {
    await failAll(3, 4);
    await page.goto("/dead-letters");
    await groups().getByRole("link").first().click();
    await page.getByRole("button", { name: "Dismiss all" }).click();
    await page.getByRole("button", { name: "Dismiss 2 jobs" }).click();
    await page.getByText("2 dismissed").waitFor();
    await page.getByText("No job of this group is left.").waitFor();
  });
});
