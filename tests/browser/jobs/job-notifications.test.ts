import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { asSearch } from "../../support/pages/form-page.ts";
import { shownJobId } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const brief = asSearch({ steps: 2, seconds: 1.5, lines: 0 });

const fakeNotifications = `
  window.shownNotifications = [];
  window.Notification = class extends EventTarget {
    static permission = "default";
    static async requestPermission() {
      return (this.permission = "granted");
    }
    constructor(title, { body }) {
      super();
      window.shownNotifications.push(title + ": " + body);
    }
    close() {}
  };`;

describe("notifications of a job's end", function () {
  this.timeout(60_000);
  const site = siteOfSuite();
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  async function runBrief(on: Page) {
    await on.goto(`/templates/sample-job/run?${brief}`);
    await on.getByRole("button", { name: "Run", exact: true }).click();
    await shownJobId(on);
  }

  it("come as a toast in one tab only", async () => {
    const other = await site.context.newPage();
    await other.goto("/jobs");
    await other
      .getByRole("table", { name: "Jobs" })
      .or(other.getByText(/No jobs/))
      .first()
      .waitFor();
    await runBrief(page);
    await page.getByRole("link", { name: "Templates", exact: true }).first().click();
    const toasts = async () =>
      (
        await Promise.all([page, other].map((tab) => tab.getByText("Job succeeded").count()))
      ).reduce((a, b) => a + b);
    await eventually(async () => (await toasts()) > 0, "a toast");
    // The other tab has handled the event once its list shows the end as well.
    await other.getByText("Succeeded", { exact: true }).first().waitFor();
    await other.waitForTimeout(600);
    expect(await toasts()).to.equal(1);
    await other.close();
  });

  it("do not cover the page of that very job", async () => {
    await runBrief(page);
    await page.getByRole("main").getByText("Succeeded", { exact: true }).first().waitFor();
    await page.getByRole("listitem").filter({ hasText: "Succeeded" }).waitFor();
    expect(await page.getByText("Job succeeded").count()).to.equal(0);
  });

  it("come from the system when the page is hidden and the user has allowed it by a click", async () => {
    await site.context.grantPermissions(["notifications"]);
    const away = await site.context.newPage();
    // A test cannot see notifications of the system, so this class takes their place.
    await away.addInitScript({ content: fakeNotifications });
    await runBrief(away);
    await away.getByRole("button", { name: "Tell me when this ends" }).click();
    await away.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })");
    await page.goto("about:blank"); // Leaves no other tab that could be elected.
    const shown = () => away.evaluate<string[]>("shownNotifications");
    await eventually(async () => (await shown()).length > 0, "a notification");
    expect(await shown()).to.deep.equal(["Job succeeded: Sample job · 2 × 1.5 s"]);
  });
});
