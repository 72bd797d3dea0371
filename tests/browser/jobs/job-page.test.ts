import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobPage, shownJobId } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const quickJob = { steps: 2, seconds: 0.05 };

describe("the page of a job", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, open, state } = jobPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await site.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  });

  const clipboard = () => page.evaluate<string>("navigator.clipboard.readText()");
  /** Presses a button that copies, and returns the text that is in the clipboard then. */
  async function copied(name: string): Promise<string> {
    const before = await clipboard();
    await button(name).click();
    return eventually(async () => {
      const text = await clipboard();
      return text !== before && text;
    }, `the text of ${name}`);
  }

  it("tells the job from others in its form, the browser's tab, its page and the list", async () => {
    await page.goto("/templates/sample-job/run?p.seconds=0");
    await page.getByRole("textbox", { name: "Steps" }).fill("7");
    await page.getByText("This run: 7 × 0 s").waitFor();
    await button("Run").click();
    await shownJobId(page);
    await page.getByText("7 × 0 s", { exact: true }).waitFor();
    await state("Succeeded").waitFor();
    await eventually(
      async () => (await page.title()) === "✓ Sample job · 7 × 0 s · Formwork",
      "the title of the tab",
    );
    await page.goto("/jobs");
    const row = page.getByRole("link", { name: "Sample job · 7 × 0 s", exact: true });
    expect(await row.textContent()).to.equal("7 × 0 s");
    await page.getByRole("button", { name: /^Actions for job \w+ · 7 × 0 s$/ }).waitFor();
  });

  it("copies id, payload and result", async () => {
    const id = await open({ ...quickJob, lines: 0, labels: { team: "blue" } }, "succeeded");
    expect(await copied("Copy the id")).to.equal(id);
    expect(JSON.parse(await copied("Copy the payload"))).to.have.nested.property(
      "labels.team",
      "blue",
    );
    expect(JSON.parse(await copied("Copy the result"))).to.have.property("tookMs");
  });

  it("shows why a job failed, and dismisses it from the dead letters", async () => {
    await open(
      {
        steps: 1,
        seconds: 0,
        lines: 0,
        failure: { mode: "first", attempts: 10, message: "Out of paper" },
      },
      "failed",
    );
    const alert = page.getByRole("alert").filter({ hasText: "Failed after 3 of 3 attempts" });
    await alert.getByText("Out of paper", { exact: true }).waitFor();
    await button("More actions").click();
    await page.getByRole("menuitem", { name: "Dismiss" }).click();
    await page.getByRole("term").filter({ hasText: "Dismissed" }).waitFor();
    await button("More actions").click();
    expect(
      await page.getByRole("menuitem", { name: "Dismiss" }).count(),
      "already dismissed",
    ).to.equal(0);
    await page.keyboard.press("Escape");
  });

  it("counts the attempts of a job that was retried by hand", async () => {
    const failure = { mode: "always", message: "Out of paper" };
    const payload = { steps: 1, seconds: 0, lines: 0, failure };
    const { id } = await site.client.call("jobs.create", {
      body: { template: "sample-job", payload, maxAttempts: 1 },
    });
    await page.goto(`/jobs/${id}`);
    await page.getByRole("alert").getByText("Failed", { exact: true }).waitFor();
    await button("Retry").click();
    await page.getByRole("alert").getByText("Failed after 2 of 2 attempts").waitFor();
    await page.getByText("Queued again by you").waitFor();
  });

  it("says who cancelled a job", async () => {
    await open({ steps: 100, seconds: 1, lines: 0 }, "running");
    await button("Cancel").click();
    await page
      .locator("dt:text-is('Cancelled') + dd")
      .filter({ hasText: /ago|now/ })
      .filter({ hasText: /by you$/ })
      .waitFor();
    await page.getByText("Cancelled by you").waitFor();
  });

  for (const minutes of [-5, 5])
    it(`tells times by the server's clock where the browser's is ${minutes} min off`, async () => {
      const other = await site.context.newPage();
      await other.clock.install({ time: Date.now() + minutes * 60_000 });
      const { id } = await site.client.call("jobs.create", {
        body: { template: "sample-job", payload: quickJob },
      });
      await other.goto(`/jobs/${id}`);
      await other.clock.resume();
      await other
        .getByRole("definition")
        .filter({ hasText: /^(?:just now|\d+s ago) by you$/ })
        .waitFor();
      const later = await site.client.call("jobs.create", {
        body: { template: "sample-job", payload: quickJob, delay: "10m" },
      });
      await other.goto(`/jobs/${later.id}`);
      await other
        .getByRole("definition")
        .filter({ hasText: /^in (?:9|10)m, / })
        .waitFor();
      await other.close();
    });

  it("returns to the list after a delete, and reports that there is no such job afterwards", async () => {
    const id = await open({ ...quickJob, lines: 0 }, "succeeded");
    await button("More actions").click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the job" }).click();
    await page.waitForURL(/\/jobs$/);
    expect(await page.locator(`a[href="/jobs/${id}"]`).count()).to.equal(0);
    await page.goto(`/jobs/${id}`);
    await page.getByText("No such job").waitFor();
    await page.getByRole("link", { name: "To the jobs" }).click();
    await page.getByRole("heading", { name: "Jobs", level: 1 }).waitFor();
  });

  it("reports that the job was deleted elsewhere while it was shown", async () => {
    const id = await open({ ...quickJob, lines: 0 }, "succeeded");
    await site.client.call("jobs.delete", { params: { id } });
    await page.getByText("No such job").waitFor();
  });
});
