import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../../support/pages/site.ts";

describe("a job that waits", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const call = (method: string, path: string, body: object) =>
    page.evaluate<{ id: string }>(
      `fetch("/api/v1${path}", { method: "${method}", headers: { "content-type": "application/json" },
        body: JSON.stringify(${JSON.stringify(body)}) }).then((reply) => reply.json())`,
    );
  const why = (text: string | RegExp) =>
    page.getByRole("status", { name: "Why it waits" }).filter({ hasText: text }).waitFor();

  it("says why, while that changes, and runs when a person says so", async () => {
    await page.goto("/jobs");
    await call("POST", "/queues/held/pause", { reason: "Deploy" });
    const job = { template: "sample-job", payload: { steps: 1, seconds: 0 }, queue: "held" };
    const { id } = await call("POST", "/jobs", job);
    await page.goto(`/jobs/${id}`);
    await why(/The queue held is paused by .*: “Deploy”/);

    await page.getByRole("button", { name: "Later…" }).click();
    await page.getByLabel("Not before").fill("2099-01-05T09:30");
    await page.getByRole("button", { name: "Run it then" }).click();
    await why(/It is due in .*2099.*; The queue held is paused/i);

    await call("POST", "/queues/held/resume", {});
    await why(/It is due in .*2099[^;]*$/);
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByText("Succeeded", { exact: true }).first().waitFor();
    expect(await page.getByRole("status", { name: "Why it waits" }).count()).to.equal(0);
  });
});
