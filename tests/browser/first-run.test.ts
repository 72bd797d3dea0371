import { execFileSync } from "node:child_process";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin } from "../support/formwork.ts";
import { asSearch } from "../support/pages/form-page.ts";
import { shownJobId } from "../support/pages/job-page.ts";
import { newSiteOfSuite } from "../support/pages/site.ts";

describe("the first run in the browser", function () {
  this.timeout(90_000);
  const site = newSiteOfSuite();
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  const heading = (name: string) => page.getByRole("heading", { name, level: 1 });
  const state = (name: string) => page.getByRole("main").getByText(name, { exact: true }).first();

  async function openSample() {
    await page.goto("/templates/sample-job/run");
    await heading("Sample job").waitFor();
  }
  async function submit() {
    await page.getByRole("button", { name: /^(Run|Submit)/ }).click();
    await shownJobId(page);
  }
  async function fill(label: string | RegExp, value: string) {
    await page.getByLabel(label).first().fill(value);
  }

  it("creates the first admin by the link and shows the steps to the first job", async () => {
    await page.goto(site.running.setUpLink ?? "no link");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: /Create|Make|Set up/ }).click();
    await heading("Home").waitFor();
    await page.getByRole("link", { name: "Open “Sample job”" }).click();
    await heading("Sample job").waitFor();
  });

  it("shows an error at the field before anything is sent", async () => {
    await openSample();
    await fill(/^Seconds per step/, "-3");
    await page.getByRole("button", { name: /^Run/ }).click();
    await page.getByText("must be at least 0").first().waitFor();
    expect(page.url()).to.match(/\/templates\/sample-job\/run$/);
  });

  it("shows a job from queued to succeeded, and its log while it runs", async () => {
    await openSample();
    await fill(/^Seconds per step/, "0.7");
    await submit();
    await state("Running").waitFor();
    await page
      .getByText(/step 1: /)
      .first()
      .waitFor();
    expect(
      await state("Running").isVisible(),
      "still running when its first lines are there",
    ).to.equal(true);
    await state("Succeeded").waitFor();
    const timeline = page.getByRole("list", { name: "Timeline" });
    for (const step of ["Created", "Queued", "Started", "Succeeded"])
      await timeline.getByText(step, { exact: false }).first().waitFor();
    await page.getByText("tookMs").first().waitFor();
  });

  it("shows the attempts and waits of a failing job until it fails, and retries it", async () => {
    await page.goto(
      `/templates/sample-job/run?${asSearch({ steps: 1, seconds: 0.1, lines: 1, failure: { mode: "always", message: "No luck" } })}`,
    );
    await heading("Sample job").waitFor();
    await submit();
    await state("Retrying").waitFor();
    await page
      .getByText(/[Ww]ait/)
      .first()
      .waitFor();
    await page.getByText("Failed", { exact: true }).first().waitFor({ timeout: 30_000 });
    const attempts = page.getByRole("table", { name: "Attempts" });
    expect(await attempts.getByRole("row").count(), "a head and three attempts").to.equal(4);
    await page.getByRole("button", { name: "Retry" }).click();
    await page
      .getByRole("list", { name: "Timeline" })
      .getByText(/[Rr]equeued|[Qq]ueued again|Retried/)
      .first()
      .waitFor();
  });

  it("cancels a running job, whose process then ends", async () => {
    const seconds = "597.25"; // A length no other process on the machine sleeps.
    await openSample();
    await fill(/^Seconds per step/, seconds);
    await submit();
    await state("Running").waitFor();
    const handlers = () =>
      execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes("module-process"));
    await eventually(async () => handlers().length > 0, "a handler process");
    const before = handlers();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    const confirm = page.getByRole("dialog").getByRole("button", { name: /Cancel/ });
    if (await confirm.isVisible().catch(() => false)) await confirm.click();
    await state("Cancelled").waitFor();
    await eventually(
      async () => handlers().filter((line) => before.includes(line)).length < before.length,
      "the process to go",
      10_000,
    );
  });
});
