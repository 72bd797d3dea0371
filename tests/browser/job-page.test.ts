import { readFile } from "node:fs/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { openSite, type Site } from "../support/site.ts";

const longLog = { steps: 2, seconds: 0.05, lines: 200, colours: true };

describe("the page of a job", function () {
  this.timeout(90_000);
  let site: Site;
  let page: Page;

  before(async () => {
    site = await openSite();
    ({ page } = site);
    await site.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  after(() => site?.close());
  afterEach(() => {
    expect(site.faults, "errors of the page").to.deep.equal([]);
  });

  const button = (name: string | RegExp) =>
    page.getByRole("button", { name, exact: typeof name === "string" });
  const log = () => page.getByRole("log", { name: "Log" });
  const state = (name: string) => page.getByRole("main").getByText(name, { exact: true }).first();
  const clipboard = () => page.evaluate<string>("navigator.clipboard.readText()");

  async function open(payload: Record<string, unknown>, settled?: string): Promise<string> {
    const { id } = await site.client.call("jobs.create", {
      body: { template: "sample-job", payload },
    });
    if (settled !== undefined)
      await eventually(
        async () => (await site.client.call("jobs.get", { params: { id } })).state === settled,
        settled,
        30_000,
      );
    await page.goto(`/jobs/${id}`);
    await page.getByRole("heading", { name: "Sample job", level: 1 }).waitFor();
    return id;
  }

  it("tells the job from others in its form, the browser's tab, its page and the list", async () => {
    await page.goto("/templates/sample-job/run?p.seconds=0");
    await page.getByRole("spinbutton", { name: "Steps" }).fill("7");
    await page.getByText("This run: 7 × 0 s").waitFor();
    await button("Run").click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
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

  it("follows a growing log, stays in place when it is scrolled up, and follows again on a click", async () => {
    await open({ steps: 100, seconds: 0.25, lines: 5 });
    const atEnd = () => page.evaluate<number>(distanceToEnd);
    await log()
      .getByText(/step 6: /)
      .first()
      .waitFor();
    expect(await atEnd(), "follows").to.be.below(30);
    await log().hover();
    await page.mouse.wheel(0, -300);
    await button("Follow").waitFor();
    const progress = page.getByRole("main").getByRole("progressbar", { name: "Progress" });
    const before = Number(await progress.getAttribute("aria-valuenow"));
    await eventually(
      async () => Number(await progress.getAttribute("aria-valuenow")) >= before + 3,
      "more steps",
    );
    expect(await atEnd(), "stays").to.be.above(200);
    await button("Follow").click();
    await eventually(async () => (await atEnd()) < 30, "the end of the log");
    await button("Cancel").click();
    await state("Cancelled").waitFor();
  });

  it("searches the log, shows times, and downloads the log as text", async () => {
    const id = await open(longLog, "succeeded");
    await page.getByRole("searchbox", { name: "Search the log" }).fill("STEP 2: counting");
    await eventually(async () => (await log().locator("mark").count()) > 0, "the hits");
    for (const text of await log().locator(".line").allTextContents())
      expect(text).to.match(/step 2: counting beans/);
    await page.getByRole("searchbox", { name: "Search the log" }).fill("no such words");
    await page.getByText("No line matches.").waitFor();
    await page.getByRole("searchbox", { name: "Search the log" }).fill("");
    await button("Times").click();
    await log().locator("time").first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button("Download the log as text").click(),
    ]);
    expect(download.suggestedFilename()).to.equal(`job-${id}.log.txt`);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
    expect(lines).to.have.lengthOf(400);
    expect(lines.join("\n"), "no terminal codes").not.to.contain("\u001b[");
  });

  it("limits the log to an attempt, by the menu and by the table of attempts", async () => {
    await open(
      { steps: 1, seconds: 0, lines: 1, failure: { mode: "first", attempts: 1 } },
      "succeeded",
    );
    const attempts = page.getByRole("table", { name: "Attempts" });
    await log()
      .getByText(/step 1: /)
      .first()
      .waitFor();
    const all = await log().locator(".line").count();
    await page.getByRole("combobox", { name: "Attempt" }).click();
    await page.getByRole("option", { name: "Attempt 1" }).click();
    await eventually(async () => (await log().locator(".line").count()) < all, "fewer lines");
    await attempts.getByRole("button").nth(1).click();
    await page.getByRole("combobox", { name: "Attempt" }).getByText("Attempt 2").waitFor();
    await attempts.getByRole("button").nth(1).click();
    await eventually(async () => (await log().locator(".line").count()) === all, "all lines");
  });

  it("copies id, payload and result", async () => {
    const id = await open({ ...longLog, lines: 0, labels: { team: "blue" } }, "succeeded");
    await button("Copy the id").click();
    await eventually(async () => (await clipboard()) === id, "the id");
    await button("Copy the payload").click();
    await eventually(
      async () => JSON.parse(await clipboard()).labels?.team === "blue",
      "the payload",
    );
    await button("Copy the result").click();
    await eventually(async () => "tookMs" in JSON.parse(await clipboard()), "the result");
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

  it("returns to the list after a delete, and reports that there is no such job afterwards", async () => {
    const id = await open({ ...longLog, lines: 0 }, "succeeded");
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
    const id = await open({ ...longLog, lines: 0 }, "succeeded");
    await site.client.call("jobs.delete", { params: { id } });
    await page.getByText("No such job").waitFor();
  });
});

const distanceToEnd = `(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop)(document.querySelector("[role=log]"))`;
