import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the limits in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", {
      params: { name: "slow" },
      body: {
        name: "slow",
        title: "Slow",
        payload: { type: "object" },
        run: { kind: "command", argv: ["sleep", "200"] },
        queue: "slow",
      },
    });
    for (let count = 0; count < 3; count++)
      await site.client.call("jobs.create", { body: { template: "slow", payload: {} } });
  });
  beforeEach(async () => {
    await site.client.call("settings.set-limits", {
      body: { activeJobsPerOwner: null, submitsPerMinute: null, requestsPerMinute: null },
    });
    await site.client.call("queues.change", {
      params: { name: "slow" },
      body: { concurrency: null },
    });
    await page.goto("/settings/limits");
    await each().waitFor();
  });

  const each = () => page.getByLabel("Jobs at once, each", { exact: true });
  const ofSlow = () => page.getByLabel("Jobs at once in slow", { exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const queue = () => site.client.call("queues.get", { params: { name: "slow" } });

  it("are beside the retention, and say whose jobs run", async () => {
    await page.getByRole("link", { name: "Retention" }).click();
    await page.getByRole("link", { name: "Limits" }).click();
    await eventually(async () => (await page.title()).startsWith("Limits"), "the title");
    await page.getByRole("list", { name: "Whose jobs run now" }).getByText("you").waitFor();
    await page.getByText("3 running", { exact: false }).first().waitFor();
  });

  it("are among the links that a phone shows, however many come before", async () => {
    const width = 390;
    await page.setViewportSize({ width, height: 844 });
    const links = page.getByRole("navigation", { name: "Settings" });
    for (const name of ["Audit", "Limits", "Account", "Retention"]) {
      // A click of the mouse would scroll to the link by itself.
      await links.getByRole("link", { name, exact: true }).dispatchEvent("click");
      const current = links.locator("[aria-current]").and(page.getByText(name, { exact: true }));
      await eventually(async () => {
        const { x = -1, width: wide = 0 } = (await current.boundingBox()) ?? {};
        return x >= 0 && x + wide <= width;
      }, `the link to ${name}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("of owners say what they would do, are refused at their field, and are saved", async () => {
    await each().fill("2");
    await page.getByText(/^1 user has more jobs running now/).waitFor();
    for (const wrong of ["0", "ten", "10001"]) {
      await each().fill(wrong);
      await page.getByText("A whole number from 1 to 10,000, or nothing").waitFor();
      expect(await button("Save: Jobs at once, each").isDisabled()).to.equal(true);
    }
    await each().fill("3");
    await page.getByText(/^1 user runs as many now/).waitFor();
    await button("Save: Jobs at once, each").click();
    await page.getByText("Limit saved").waitFor();
    expect(await site.client.call("settings.limits", {})).to.include({ activeJobsPerOwner: 3 });
    await button("Save: Jobs at once, each").waitFor({ state: "detached" });
  });

  it("by the minute say what they mean, are refused at their field, and are saved", async () => {
    const submits = page.getByLabel("In a minute: Submitted jobs", { exact: true });
    await submits.fill("60");
    await page.getByText("60 jobs at once, then one a second", { exact: false }).waitFor();
    await button("Save: In a minute: Submitted jobs").click();
    await page.getByText("Limit saved").waitFor();
    expect(await site.client.call("settings.limits", {})).to.include({ submitsPerMinute: 60 });
    const signIns = page.getByLabel("In a minute: Failed sign-ins", { exact: true });
    for (const wrong of ["", "1001"]) {
      await signIns.fill(wrong);
      await page.getByText("A whole number from 1 to 1,000", { exact: true }).waitFor();
      expect(await button("Save: In a minute: Failed sign-ins").isDisabled()).to.equal(true);
    }
  });

  it("of a queue say what they would do, and are saved and taken away", async () => {
    await ofSlow().fill("2");
    await page.getByText(/^1 job more than that runs now and will go on/).waitFor();
    await button("Save: Jobs at once in slow").click();
    await page.getByText("Limit of slow saved").waitFor();
    expect(await queue()).to.include({ concurrency: 2 });
    await button("Save: Jobs at once in slow").waitFor({ state: "detached" });
    await ofSlow().fill("");
    await button("Save: Jobs at once in slow").click();
    await button("Save: Jobs at once in slow").waitFor({ state: "detached" });
    expect(await queue()).to.include({ concurrency: null });
  });

  it("show what another admin saved meanwhile", async () => {
    await site.client.call("queues.change", { params: { name: "slow" }, body: { concurrency: 7 } });
    await eventually(async () => (await ofSlow().inputValue()) === "7", "the new limit");
  });
});
