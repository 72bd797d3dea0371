import { isProblemError } from "@formwork/contracts/client/problem-error";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin } from "../support/formwork.ts";
import { openPage } from "../support/pages/browser.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const echo = {
  name: "echo",
  title: "Echo",
  payload: { type: "object", properties: { text: { type: "string", title: "Text" } } },
  run: { kind: "remote" },
} as const;

describe("what is above a limit, in the browser,", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const limit = (change: object) => site.client.call("settings.set-limits", { body: change });
  const waiting = (page: Page) => page.getByRole("button", { name: /^Try again in \d+ s$/ });
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

  before(() =>
    site.client.call("templates.publish", { params: { name: "echo" }, body: { ...echo } }),
  );
  afterEach(() => limit({ submitsPerMinute: null, requestsPerMinute: null, signInsPerMinute: 10 }));

  it("is a submit that can be made again, with all that was typed, when the button says so", async () => {
    const { page, client } = site;
    await page.goto("/templates/echo/run");
    const text = page.getByLabel("Text", { exact: true });
    await text.fill("typed with care");
    await limit({ submitsPerMinute: 30 });
    const jobs = Array.from({ length: 34 }, () => ({ template: "echo", payload: {} }));
    await client.call("jobs.batch", { body: { jobs } });

    await button(page, "Run").click();
    await page.getByText("At most 30 jobs may be submitted in a minute").waitFor();
    await waiting(page).waitFor();
    expect(await waiting(page).isDisabled()).to.equal(true);
    await text.fill("typed with more care");
    await page.keyboard.press("Control+Enter");
    expect(await waiting(page).isDisabled(), "after a change").to.equal(true);

    await button(page, "Run").waitFor();
    await button(page, "Run").click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    const id = page.url().split("/").at(-1) ?? "";
    const { payload } = await client.call("jobs.get", { params: { id } });
    expect(payload).to.deep.equal({ text: "typed with more care" });
  });

  it("is a sign-in that can be tried again when the button says so", async () => {
    await limit({ signInsPerMinute: 1 });
    const { page } = await openPage(site.browser, site.running.url);
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await button(page, "Sign in").click();
    await page.getByRole("alert").waitFor();
    await button(page, "Sign in").click();
    await waiting(page).waitFor();
    expect(await waiting(page).isDisabled()).to.equal(true);
    await page.getByText("At most 1 failed sign-in is allowed in a minute").waitFor();
    await page.context().close();
  });

  it("is a page that can be opened again when its button says so, but never that of the limits", async () => {
    const { page } = site;
    await limit({ requestsPerMinute: 1 });
    // The page finds no token of the minute, and would wait for one for longer than it likes.
    const list = () => site.client.call("jobs.list").then(() => false, isProblemError);
    await eventually(list, "a refusal");
    await page.goto("/schedules");
    await waiting(page).first().waitFor();
    await page.goto("/settings/limits");
    const field = page.getByLabel("In a minute: Requests", { exact: true });
    expect(await field.inputValue()).to.equal("1");
    await page.getByText(/people will have to wait/).waitFor();
    await field.fill("");
    await button(page, "Save: In a minute: Requests").click();
    await page.getByText("Limit saved").waitFor();
    await eventually(
      async () => (await site.client.call("settings.limits")).requestsPerMinute === null,
      "no limit",
    );
  });
});
