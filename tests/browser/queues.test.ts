import { expect } from "chai";
import type { Page } from "playwright-core";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the page of queues", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const submit = async (queue: string) =>
    (
      await site.client.call("jobs.create", {
        body: { template: "sample-job", queue, payload: { steps: 1, seconds: 0, lines: 0 } },
      })
    ).id;
  const row = (name: string) =>
    page
      .getByRole("list", { name: "Queues" })
      .locator("> li")
      .filter({ has: page.getByRole("heading", { name, exact: true }) });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const queueOf = (name: string) => site.client.call("queues.get", { params: { name } });

  it("pauses a queue with a reason, while its jobs wait", async () => {
    await jobReaches(site.client, await submit("default"), "succeeded");
    await page.goto("/workers");
    await page.getByRole("link", { name: "Queues" }).click();
    await button("Pause default").click();
    await page.getByLabel(/^Reason/).fill("the mail server is upgraded");
    await button("Pause").click();
    await row("default").getByText("Paused by you: the mail server is upgraded").waitFor();
    expect(await queueOf("default")).to.include({ paused: true });
    const waiting = await submit("default");
    await row("default").getByRole("link", { name: "1 waiting" }).waitFor();
    await row("default")
      .getByText(/oldest waits/)
      .waitFor();
    await row("default")
      .getByRole("img", { name: /^Waiting in the last minutes: at most 1/ })
      .waitFor();
    expect((await site.client.call("jobs.get", { params: { id: waiting } })).state).to.equal(
      "queued",
    );
    await row("default").getByRole("link", { name: "1 waiting" }).click();
    await page.waitForURL("**/jobs?queue=default&state=queued");
    await page.getByRole("link", { name: "Sample job · 1 × 0 s", exact: true }).waitFor();
    await page.goBack();
    await button("Resume default").click();
    await jobReaches(site.client, waiting, "succeeded");
    await row("default").getByRole("link", { name: "0 waiting" }).waitFor();
    await row("default")
      .getByText(/^[\d.]+ in, [\d.]+ out a minute/)
      .waitFor();
  });

  it("limits a queue, and takes the limit away", async () => {
    await button("Limit default").click();
    const field = page.getByLabel("Jobs at once");
    await field.fill("none");
    await button("Set the limit").click();
    await page.getByText("A whole number from 1 to 10,000, or nothing").waitFor();
    await field.fill("3");
    await button("Set the limit").click();
    await row("default").getByText("0 running of at most 3").waitFor();
    expect(await queueOf("default")).to.include({ concurrency: 3 });
    await button("Limit default").click();
    await field.fill("");
    await button("Set the limit").click();
    await row("default").getByText("0 running", { exact: true }).waitFor();
    expect(await queueOf("default")).to.include({ concurrency: null });
  });

  it("lists the keys that are full, and who waits for them", async () => {
    await site.client.call("templates.publish", {
      params: { name: "deploy" },
      body: {
        name: "deploy",
        title: "Deploy",
        payload: { type: "object", properties: { host: { type: "string" } } },
        run: { kind: "command", argv: ["sleep", "100"] },
        queue: "deploys",
        concurrency: { key: "{{payload.host}}", limit: 1 },
        summary: "to {{payload.host}}",
      },
    });
    const body = { template: "deploy", payload: { host: "web-1" } };
    const ids: string[] = [];
    for (let count = 0; count < 3; count++)
      ids.push((await site.client.call("jobs.create", { body })).id);
    await page.goto("/workers/queues");
    await row("deploys")
      .getByRole("button", { name: "Who waits for which key in deploys" })
      .click();
    const keys = page.getByRole("list", { name: "Keys in deploys" });
    await keys.getByText("1 of 1 running · 2 waiting").waitFor();
    expect(await keys.getByRole("listitem").locator("code").textContent()).to.equal("deploy:web-1");
    const first = keys.getByRole("link", { name: "to web-1" });
    expect(await first.getAttribute("href")).to.equal(`/jobs/${ids[1]}`);
    await site.client.call("jobs.cancel", { params: { id: ids[0] ?? "" } });
    await keys.getByText("1 of 1 running · 1 waiting").waitFor();
    await site.client.call("actions.create", { body: { action: "cancel", ids } });
    await row("deploys").getByRole("link", { name: "0 waiting" }).waitFor();
  });

  it("follows what others change", async () => {
    await site.client.call("queues.pause", { params: { name: "default" }, body: {} });
    await row("default").getByText("Paused by you", { exact: true }).waitFor();
    await site.client.call("queues.resume", { params: { name: "default" } });
    await button("Pause default").waitFor();
  });
});
