import { expect } from "chai";
import type { Page } from "playwright-core";
import { eventually } from "../support/formwork.ts";
import { openSite, type Site } from "../support/site.ts";

const brief = encodeURIComponent(JSON.stringify({ steps: 2, seconds: 0.5, lines: 0 }));

const standForNotifications = `
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

describe("a person who started a job", function () {
  this.timeout(60_000);
  let site: Site;
  let page: Page;

  before(async () => {
    site = await openSite();
    ({ page } = site);
  });
  after(() => site?.close());

  async function runBrief(on: Page) {
    await on.goto(`/templates/sample-job/run?payload=${brief}`);
    await on.getByRole("button", { name: "Run", exact: true }).click();
    await on.waitForURL(/\/jobs\/[\w-]+$/);
  }

  it("is notified once, over all tabs, when it ends", async () => {
    const other = await site.context.newPage();
    await other.goto("/jobs");
    await other
      .getByRole("table", { name: "Jobs" })
      .or(other.getByText(/No jobs/))
      .first()
      .waitFor();
    await runBrief(page);
    const toasts = async () =>
      (
        await Promise.all([page, other].map((tab) => tab.getByText("Job succeeded").count()))
      ).reduce((a, b) => a + b);
    await eventually("a toast", async () => (await toasts()) > 0);
    // The other tab has had its turn when its list shows the end as well.
    await other.getByText("Succeeded", { exact: true }).first().waitFor();
    await other.waitForTimeout(600);
    expect(await toasts()).to.equal(1);
    await other.close();
  });

  it("is told by the system when the page is in the background and that was allowed on a click", async () => {
    await site.context.grantPermissions(["notifications"]);
    const away = await site.context.newPage();
    // The system's own notifications cannot be seen from here: this stands where they would come
    // up.
    await away.addInitScript({ content: standForNotifications });
    await runBrief(away);
    await away.getByRole("button", { name: "Tell me when this ends" }).click();
    await away.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })");
    await page.goto("about:blank"); // So that no other tab tells it first.
    const shown = () => away.evaluate<string[]>("shownNotifications");
    await eventually("a notification", async () => (await shown()).length > 0);
    expect(await shown()).to.deep.equal(["Job succeeded: Sample job"]);
  });
});
