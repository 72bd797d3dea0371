import { readFile } from "node:fs/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobPage } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const longLog = { steps: 2, seconds: 0.05, lines: 200, colours: true };

describe("the log of a job", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, open, state } = jobPage(site);
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  const log = () => page.getByRole("log", { name: "Log" });

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
    const attempt = page.getByRole("combobox", { name: "Attempt" });
    await attempt.selectOption("Attempt 1");
    await eventually(async () => (await log().locator(".line").count()) < all, "fewer lines");
    await attempts.getByRole("button").nth(1).click();
    await eventually(async () => (await attempt.inputValue()) === "2", "the second attempt");
    await attempts.getByRole("button").nth(1).click();
    await eventually(async () => (await log().locator(".line").count()) === all, "all lines");
  });

  it("opens at its newest lines, and reads older ones when it is scrolled up, in place", async () => {
    await open({ steps: 5, seconds: 0, lines: 1000 }, "succeeded");
    await log()
      .getByText(/step 5: /)
      .first()
      .waitFor();
    expect(await page.evaluate<number>(scrollHeight), "a thousand lines").to.be.below(25_000);
    const before = await page.evaluate<Place>(scrolledTo(900));
    expect(before.scrollTop).to.equal(900);
    await eventually(
      async () => (await page.evaluate<number>(scrollHeight)) > 35_000,
      "another thousand lines",
    );
    const after = await page.evaluate<Place>(place);
    expect(after.text, "the same line").to.equal(before.text);
    expect(after.scrollTop).to.be.within(15_000, 25_000);
  });

  it("searches and downloads the whole log, however little of it is loaded", async () => {
    await open({ steps: 5, seconds: 0, lines: 1000 }, "succeeded");
    await log().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button("Download the log as text").click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
    expect(lines).to.have.lengthOf(5000);
    await page.reload();
    await log().waitFor();
    await page.getByRole("searchbox", { name: "Search the log" }).fill("step 1: ");
    await eventually(async () => (await log().locator("mark").count()) > 0, "the oldest lines");
  });
});

type Place = { scrollTop: number; text: string };

const distanceToEnd = `(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop)(document.querySelector("[role=log]"))`;
const scrollHeight = `document.querySelector("[role=log]").scrollHeight`;
const place = `(() => {
  const log = document.querySelector("[role=log]");
  const { left, top } = log.getBoundingClientRect();
  const line = document.elementFromPoint(left + 100, top + 12);
  return { scrollTop: log.scrollTop, text: line?.closest(".line")?.textContent ?? "" };
})()`;
/** Scrolls, and returns the place two frames later, when the lines there are drawn. */
const scrolledTo = (px: number) => `(async () => {
  document.querySelector("[role=log]").scrollTop = ${px};
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return ${place};
})()`;
