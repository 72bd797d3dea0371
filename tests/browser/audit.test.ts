import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the audit log in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  let bob: string;
  const markup = "<img src=x onerror=alert(1)>";
  before(async () => {
    ({ page } = site);
    const { user } = await site.client.call("users.invite", {
      body: { email: "bob@example.org", role: "viewer" },
    });
    bob = user.id;
    await site.client.call("users.change", { params: { id: bob }, body: { role: "author" } });
    await site.client.call("queues.pause", {
      params: { name: "default" },
      body: { reason: markup },
    });
    await fetch(`${site.running.url}/api/v1/auth/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "eve@example.org", password: "a wrong password" }),
    });
    for (let n = 0; n < 60; n++)
      await site.client.call("queues.pause", { params: { name: "other" }, body: {} });
  });

  const entries = () => page.getByRole("list", { name: "Entries, newest first" });
  const rows = () => entries().locator(":scope > li");
  const open = async (search = "") => {
    await page.goto(`/settings/audit${search}`);
    await rows().first().waitFor();
  };

  it("says who did what, what changed, and from where", async () => {
    await open("?action=user.change");
    const text = await rows().first().textContent();
    expect(text).to.contain("user.change");
    expect(text).to.contain(`user:${bob}`);
    expect(text).to.contain("role: viewer → author");
    expect(text).to.match(/127\.0\.0\.1/);
  });

  it("keeps its filters in the address", async () => {
    await open();
    await page.getByRole("combobox", { name: "Outcome" }).click();
    await page.getByRole("option", { name: "Refused" }).click();
    await eventually(
      async () => ((await entries().textContent()) ?? "").includes("eve@example.org"),
      "eve",
    );
    expect(await entries().textContent()).to.not.contain("user.change");
    expect(new URL(page.url()).search).to.equal("?outcome=refused");
    await page.reload();
    await page.getByText("Refused: wrong-credentials").waitFor();
    await page.getByRole("searchbox", { name: "Who" }).fill("nobody@example.org");
    await page.getByText("No entry matches").waitFor();
  });

  it("shows older ones on demand, and texts of others as text", async () => {
    await open();
    expect(await rows().count()).to.equal(50);
    await page.getByRole("button", { name: "Show older" }).click();
    await page.getByText(`reason: none → ${markup}`).waitFor();
    expect(await entries().locator("img").count()).to.equal(0);
  });

  it("is exported as it is filtered", async () => {
    await open("?action=user.change");
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /NDJSON/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).to.match(/^formwork-audit-.*\.ndjson$/);
  });
});
