import type { SubmitJob } from "@formwork/contracts/job";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../../support/demo-template.ts";
import { shownJobId } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const jobCount = 320;
/** Scrolls by less than what is rendered, and waits until that is. */
const scrollOn = `new Promise((resolve) => {
  document.querySelector(".fw-table").parentElement.scrollTop += 400;
  requestAnimationFrame(() => setTimeout(resolve, 50));
})`;

describe("the place in the list of jobs", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;

  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
    const jobs = Array.from({ length: jobCount }, (_, n) => aJob(`n${n}`));
    await site.client.call("jobs.batch", { body: { jobs } });
  });
  beforeEach(async () => {
    await page.mouse.move(0, 0);
  });

  const aJob = (tag: string, given: Partial<SubmitJob> = {}): SubmitJob => ({
    template: "demo",
    payload: demoPayload,
    tags: [tag],
    ...given,
  });
  const submit = (tag: string, given?: Partial<SubmitJob>) =>
    site.client.call("jobs.create", { body: aJob(tag, given) });
  const rows = () => page.getByRole("table", { name: "Jobs" }).locator("tbody").getByRole("row");
  const row = (tag: string) => rows().filter({ has: page.getByText(tag, { exact: true }) });
  const top = (tag: string) =>
    row(tag)
      .boundingBox()
      .then((box) => Math.round(box?.y ?? -1));
  const chip = (count: number) => page.getByRole("button", { name: `${count} new` });

  async function open(search = "") {
    // A second visit to the same address would be a reload, which keeps the place.
    await page.goto("about:blank");
    await page.goto(`/jobs${search}`);
    await rows().first().waitFor();
  }
  async function scrollTo(tag: string) {
    await eventually(async () => {
      if ((await row(tag).count()) > 0) return true;
      await page.evaluate(scrollOn);
      return false;
    }, `the row of ${tag}`);
    await row(tag).scrollIntoViewIfNeeded();
  }

  it("is kept on the way back from a job, and over a reload", async () => {
    await open();
    await scrollTo("n40");
    const place = await top("n40");
    await row("n40").getByRole("link").first().click();
    await shownJobId(page);
    await page.goBack();
    await eventually(async () => Math.abs((await top("n40")) - place) <= 1, "the same place");
    await page.reload();
    await eventually(async () => Math.abs((await top("n40")) - place) <= 1, "it after a reload");
  });

  it("leads from a job to the ones before and after it, and back to the list", async () => {
    await open();
    await scrollTo("n200");
    await row("n200").getByRole("link").first().click();
    await page.getByText("n200", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Next job (j)" }).click();
    await page.getByText("n199", { exact: true }).waitFor();
    await page.keyboard.press("j");
    await page.getByText("n198", { exact: true }).waitFor();
    await page.keyboard.press("k");
    await page.getByText("n199", { exact: true }).waitFor();
    await page.keyboard.press("k");
    await page.getByText("n200", { exact: true }).waitFor();
    await page.goBack();
    await row("n200").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).to.equal("Jobs");
  });

  it("does not move while the pointer is over the rows; new jobs wait behind a button", async () => {
    await open();
    await row("n319").hover();
    const place = await top("n319");
    for (const tag of ["held-1", "held-2"]) await submit(tag);
    await chip(2).waitFor();
    expect(await top("n319")).to.equal(place);
    await chip(2).click();
    await row("held-2").waitFor();
    await submit("held-3");
    await chip(1).waitFor();
    await page.mouse.move(0, 0);
    await row("held-3").waitFor();
    await submit("live-1");
    await row("live-1").waitFor();
  });

  it("keeps an open menu at its row", async () => {
    await open();
    await row("live-1")
      .getByRole("button", { name: /^Actions/ })
      .click();
    const menu = page.getByRole("menu");
    // Waits until it has opened.
    await menu.getByRole("menuitem").first().hover();
    const before = await menu.boundingBox();
    const jobs = Array.from({ length: 40 }, (_, n) => aJob(`flood-${n}`));
    await site.client.call("jobs.batch", { body: { jobs } });
    // The open menu hides the rest from the roles.
    await page.getByText("40 new").waitFor();
    expect(await menu.boundingBox()).to.deep.equal(before);
    await page.getByRole("menuitem", { name: "Cancel", exact: true }).click();
    await row("live-1").getByText("Cancelled").waitFor();
  });
});
