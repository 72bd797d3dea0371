import { expect } from "chai";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { admin } from "../support/formwork.ts";
import { openPage } from "../support/pages/browser.ts";
import { asSearch, formPage } from "../support/pages/form-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

/**
 * Browsers leave out what they hold for dangerous, such as `crypto.randomUUID` and the clipboard, on
 * pages that come over plain HTTP from another machine. This address of the own machine counts as
 * one.
 */
const elsewhere = "0.0.0.0";

describe("a page that comes over plain HTTP from another machine", function () {
  this.timeout(90_000);
  const site = siteOfSuite({ settings: { FORMWORK_HOST: elsewhere } });
  const { publish } = formPage(site);
  let page: Page;
  let faults: string[];

  before(async () => {
    await publish(demo);
    const { port } = new URL(site.running.url);
    ({ page, faults } = await openPage(site.browser, `http://${elsewhere}:${port}`));
    await page.goto("/");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Templates" }).first().waitFor();
  });

  it("submits a job, and copies its id", async () => {
    await page.goto(`/templates/demo/run?${asSearch(demoPayload)}`);
    expect(await page.evaluate("isSecureContext")).to.equal(false);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
    await page.getByRole("button", { name: "Copy the id" }).click();
    await page.getByRole("tooltip", { name: "Copied" }).waitFor();
    await page.goto("/jobs");
    const search = page.getByRole("searchbox").first();
    await search.focus();
    await page.keyboard.press("Control+V");
    expect(await search.inputValue()).to.match(/^[0-9a-f-]{36}$/);
    expect(faults.filter((fault) => !fault.includes("Cross-Origin-Opener-Policy"))).to.deep.equal(
      [],
    );
  });
});
