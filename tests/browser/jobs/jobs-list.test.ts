import type { SubmitJob } from "@formwork/contracts/job";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../../support/demo-template.ts";
import { startFormwork } from "../../support/formwork.ts";
import { shownJobId } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const jobCount = 320;

describe("the list of jobs", function () {
  this.timeout(90_000);
  const site = siteOfSuite({ start: startFormwork }); // It is killed.
  let page: Page;

  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
  });

  const table = () => page.getByRole("table", { name: "Jobs" });
  const rows = () => table().locator("tbody").getByRole("row");
  const row = (text: string) => rows().filter({ hasText: text });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const submit = (given: Partial<SubmitJob> = {}) =>
    site.client.call("jobs.create", { body: { template: "demo", payload: demoPayload, ...given } });
  const shows = (count: number) =>
    eventually(async () => (await rows().count()) === count, `${count} rows`);
  const query = () => new URL(page.url()).searchParams;

  async function open(search = "") {
    // Away from the rows, which would keep new ones back.
    await page.mouse.move(0, 0);
    await page.goto(`/jobs${search}`);
    await page.getByRole("heading", { name: "Jobs", level: 1 }).waitFor();
  }
  async function act(tag: string, action: string) {
    await row(tag)
      .getByRole("button", { name: /^Actions/ })
      .click();
    await page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  it("invites to run a template while there are no jobs, and then shows new ones by itself", async () => {
    await open();
    await page.getByText("No jobs yet").waitFor();
    await submit({ tags: ["first"] });
    await row("first").getByText("Queued").waitFor();
    await submit({ template: "sample-job", payload: { steps: 1, seconds: 0.1 }, tags: ["runs"] });
    await row("runs").getByText("Succeeded").waitFor();
    await eventually(
      async () => /Queued\s*1/.test((await button(/^Queued/).textContent()) ?? ""),
      "the count of the queued",
    );
  });

  it("cancels, retries, reruns and deletes from a row, the last only after confirmation", async () => {
    const { id } = await submit({ tags: ["acted-on"] });
    await open("?tag=acted-on");
    await act("acted-on", "Cancel");
    await row("acted-on").getByText("Cancelled").waitFor();
    await act("acted-on", "Retry");
    await row("acted-on").getByText("Queued").waitFor();
    await act("acted-on", "Cancel");
    await row("acted-on").getByText("Cancelled").waitFor();
    await act("acted-on", "Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
    expect((await site.client.call("jobs.get", { params: { id } })).state).to.equal("cancelled");
    await act("acted-on", "Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete the job" }).click();
    await page.getByText("No job matches").waitFor();
    await open();
    await act("first", "Run again");
    await shownJobId(page);
  });

  it("keeps its filters in the address, over a reload and the Back button", async () => {
    await submit({ tags: ["blue"], payload: { ...demoPayload, name: "needle" } });
    await submit({ tags: ["blue", "late"], delay: "1h" });
    await open();
    // Without waiting between them: no click may undo the one before.
    await button(/^Scheduled/).click();
    await button(/^Queued/).click();
    await button("Tags").click();
    await page.getByRole("combobox", { name: "Tags" }).fill("blue");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await shows(2);
    await page.getByRole("searchbox", { name: "Search jobs" }).fill("needle");
    await shows(1);
    await button("Template").click();
    await page.getByRole("searchbox", { name: "Search templates" }).fill("one of");
    await page.getByRole("checkbox", { name: demo.title }).click();
    await page.keyboard.press("Escape");
    await button("Mine").click();
    await button("Any time").click();
    await button("Last hour").click();
    await eventually(async () => query().has("from"), "the address");
    expect(query().getAll("state")).to.deep.equal(["scheduled", "queued"]);
    expect(query().getAll("template")).to.deep.equal(["demo"]);
    expect(query().get("createdBy")).to.equal("me");
    expect(query().get("q")).to.equal("needle");
    await page.reload();
    await shows(1);
    expect(await page.getByRole("searchbox", { name: "Search jobs" }).inputValue()).to.equal(
      "needle",
    );
    expect(await button("Mine").getAttribute("aria-pressed")).to.equal("true");
    await page.goBack();
    await eventually(async () => !query().has("from"), "the time to be gone");
    await button("Clear").click();
    await eventually(async () => [...query()].length === 0, "a plain address");
  });

  it("shows only new jobs that match while it is filtered", async () => {
    await open("?tag=green");
    await page.getByText("No job matches").waitFor();
    await submit({ tags: ["red"] });
    await submit({ tags: ["green"] });
    await shows(1);
    expect(await rows().textContent()).to.contain("green");
  });

  it("sorts by the selected order", async () => {
    for (const priority of [2, 8, 5]) await submit({ tags: ["sorted", `p${priority}`], priority });
    await open("?tag=sorted");
    await shows(3);
    const order = async () =>
      (await rows().allTextContents()).map((text) => /p\d/.exec(text)?.[0]).join(" ");
    expect(await order()).to.equal("p5 p8 p2");
    await page.getByRole("combobox", { name: "Order" }).selectOption("Highest priority");
    await eventually(async () => (await order()) === "p8 p5 p2", "the new order");
    expect(query().get("sort")).to.equal("-priority");
    await page.reload();
    await shows(3);
    expect(await order()).to.equal("p8 p5 p2");
  });

  it("counts in its switches what matches the other filters", async () => {
    await submit({ tags: ["counted"] });
    await submit({ tags: ["counted", "apart"], delay: "1h" });
    const count = async (name: string) =>
      (await button(new RegExp(`^${name}`)).textContent())?.replace(name, "");
    const counts = async () =>
      (await Promise.all(["All", "Queued", "Scheduled", "Failed"].map(count))).join();
    await open("?tag=counted");
    await eventually(async () => (await counts()) === "2,1,1,0", "the counts of a tag");
    await button(/^Scheduled/).click();
    await shows(1);
    expect(await counts()).to.equal("2,1,1,0");
    await open("?tag=counted&tag=apart");
    await eventually(async () => (await counts()) === "1,0,1,0", "the counts of two tags");
    await submit({ tags: ["counted", "apart"] });
    await eventually(async () => (await counts()) === "2,1,1,0", "the counts of a new job");
  });

  it("finds what its rows show: title, summary and error", async () => {
    const search = page.getByRole("searchbox", { name: "Search jobs" });
    await open("?tag=counted");
    await search.fill(`${demo.title} COUNTED`);
    await shows(3);
    await search.fill("nothing-of-the-kind");
    await page.getByText("No job matches").waitFor();
  });

  it("says which filter of the address does not exist, and shows no job", async () => {
    await page.goto("/jobs?state=bogus&tag=counted&colour=red");
    await page.getByText("There is no state “bogus”").waitFor();
    await page.getByText("There is no filter “colour”").waitFor();
    expect(await rows().count()).to.equal(0);
    await button("Leave it out").click();
    await shows(3);
    expect(query().toString()).to.equal("tag=counted");
    await open("?tag=counted&queue=default");
    await shows(3);
    await page.getByText("queue: default").waitFor();
  });

  it("sorts by the headings, and shows the time it is sorted by in full", async () => {
    await open("?tag=sorted");
    await shows(3);
    const order = async () =>
      (await rows().allTextContents()).map((text) => /p\d/.exec(text)?.[0]).join(" ");
    const heading = (name: string) => page.getByRole("columnheader", { name });
    expect(await heading("Created").getAttribute("aria-sort")).to.equal("descending");
    await page.getByRole("button", { name: "Created", exact: true }).click();
    await eventually(async () => (await order()) === "p2 p8 p5", "the oldest first");
    expect(await heading("Created").getAttribute("aria-sort")).to.equal("ascending");
    await button("Priority").click();
    await eventually(async () => (await order()) === "p8 p5 p2", "the highest first");
    const time = rows().first().locator("time");
    expect(await time.getAttribute("title")).to.match(/\d{4}, \d\d:\d\d:\d\d/);
    // Nothing lies above it, so that a pointer finds its title.
    await time.hover();
    await time.click();
    await shownJobId(page);
  });

  it(`shows each of ${jobCount} jobs once while it is scrolled through`, async () => {
    const jobs = Array.from({ length: jobCount }, () => ({
      template: "demo",
      payload: demoPayload,
      tags: ["crowd"],
    }));
    await site.client.call("jobs.batch", { body: { jobs } });
    await open("?tag=crowd");
    await rows().first().waitFor();
    const seen = new Map<string, string>();
    const moved: string[] = [];
    await table().hover();
    await eventually(
      async () => {
        for (const [rowIndex, link] of await indexesAndLinks()) {
          if ((seen.get(link) ?? rowIndex) !== rowIndex) moved.push(link);
          seen.set(link, rowIndex);
        }
        await page.mouse.wheel(0, 500);
        return seen.size >= jobCount;
      },
      "every job",
      45_000,
    );
    expect(moved, "jobs with another index than before").to.deep.equal([]);
    expect(new Set(seen.values()), "an index for each").to.have.property("size", jobCount);
    expect(await rows().count(), "rendered rows").to.be.below(60);
  });

  /** Returns index and link of each rendered row. */
  const indexesAndLinks = () =>
    page.evaluate<[string, string][]>(
      "[...document.querySelectorAll('tbody tr')].map((row) => [row.getAttribute('aria-rowindex'), row.querySelector('a').getAttribute('href')])",
    );

  it("folds its filters away on a phone and fits its width", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("?tag=blue");
    await rows().first().waitFor();
    expect(await button("Mine").isVisible()).to.equal(false);
    await button(/^Filters/).click();
    await button("Mine").waitFor();
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).to.be.at.most(390);
    await rows().first().getByRole("link", { name: demo.title }).click();
    await shownJobId(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("reports that the server cannot be reached, and recovers on a retry", async () => {
    await page.route("**/api/v1/jobs?**", (route) => route.abort("connectionrefused"));
    await open("?tag=blue");
    await page.getByText("The server cannot be reached").waitFor();
    await page.unroute("**/api/v1/jobs?**");
    await button("Try again").click();
    await shows(2);
  });

  it("keeps its rows while the server is down, and shows that it is", async () => {
    await open("?tag=blue");
    await shows(2);
    // Only a page that was live before shows that it reconnects.
    await page.getByTitle("Live", { exact: true }).first().waitFor();
    await site.running.kill("SIGKILL");
    await page
      .getByText(/Reconnecting|Offline|Not connected|No connection/i)
      .first()
      .waitFor();
    expect(await rows().count()).to.equal(2);
  });
});
