import type { Role } from "@formwork/contracts/account";
import { createClient } from "@formwork/contracts/client/client";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { openPage } from "../support/pages/browser.ts";
import { signInPage, siteOfSuite } from "../support/pages/site.ts";

describe("access to a template in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const access = "/templates/demo/run";
  const password = "a password of somebody";

  before(async () => {
    await site.client.call("templates.publish", { params: { name: "demo" }, body: demo });
    await invite("bob@example.org", "operator");
    await invite("eve@example.org", "author");
  });
  beforeEach(() => set({ run: null, see: null }));

  const set = (body: { run: string[] | null; see: string[] | null }) =>
    site.client.call("templates.set-access", { params: { name: "demo" }, body });
  const saved = () => site.client.call("templates.access", { params: { name: "demo" } });

  async function invite(email: string, role: Role) {
    const body = { email, role, sees: "all" as const };
    const { link } = await site.client.call("users.invite", { body });
    const token = new URL(link).hash.slice(1);
    const nobody = createClient({ baseUrl: site.running.url });
    await nobody.call("auth.accept", { body: { token, password } });
  }
  /** Runs a test on a page of somebody else. */
  async function as(email: string, test: (page: Page) => Promise<void>) {
    const { page, faults } = await openPage(site.browser, site.running.url);
    await signInPage(page.context(), site.running.url, { email, password });
    await test(page);
    expect(faults).to.deep.equal([]);
    await page.context().close();
  }
  const button = (on: Page | Locator, name: string) =>
    on.getByRole("button", { name, exact: true });
  async function openDialog(page: Page): Promise<Locator> {
    await page.goto(access);
    await button(page, "Access").click();
    return page.getByRole("dialog", { name: `Access to ${demo.title}` });
  }
  const group = (dialog: Locator, name: string) => dialog.getByRole("group", { name });
  const role = (dialog: Locator, list: string) =>
    group(dialog, list).getByRole("combobox", { name: "Role" });
  async function choose(page: Page, dialog: Locator, list: string, option: string) {
    await role(dialog, list).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }
  const people = (dialog: Locator, list: string) =>
    group(dialog, list).getByRole("combobox", { name: "And these people" });

  it("is given to roles and people, and shown as it was saved", async () => {
    const { page } = site;
    const dialog = await openDialog(page);
    await group(dialog, "Who may run it").getByText("Everybody who may run jobs").waitFor();
    expect(await group(dialog, "Who else may see it").count()).to.equal(0);
    await choose(page, dialog, "Who may run it", "Authors and admins");
    await people(dialog, "Who else may see it").fill("nobody");
    await page.keyboard.press("Enter");
    await button(dialog, "Save").click();
    await dialog.getByText("“nobody” is no e-mail address").waitFor();
    await people(dialog, "Who else may see it").press("Backspace");
    await people(dialog, "Who else may see it").fill("Bob@Example.org");
    await page.keyboard.press("Enter");
    await button(dialog, "Save").click();
    await page.getByText("Access is changed").waitFor();
    await dialog.waitFor({ state: "hidden" });
    expect(await saved()).to.deep.equal({ run: ["author"], see: ["bob@example.org"] });
    const again = await openDialog(page);
    await group(again, "Who may run it").getByText("Authors and admins").waitFor();
    await again.getByText("bob@example.org").waitFor();
    await choose(page, again, "Who may run it", "Everybody who may run jobs");
    await button(again, "Save").click();
    await again.waitFor({ state: "hidden" });
    expect(await saved()).to.deep.equal({ run: null, see: null });
  });

  it("is not taken from themselves by authors, who are told so", async () => {
    await as("eve@example.org", async (page) => {
      const dialog = await openDialog(page);
      await choose(page, dialog, "Who may run it", "Admins");
      await button(dialog, "Save").click();
      await dialog.getByText(/You would shut yourself out/).waitFor();
      expect(await saved()).to.deep.equal({ run: null, see: null });
      await people(dialog, "Who may run it").fill("eve@example.org");
      await page.keyboard.press("Enter");
      await button(dialog, "Save").click();
      await dialog.waitFor({ state: "hidden" });
      expect(await saved()).to.deep.equal({ run: ["eve@example.org"], see: [] });
    });
  });

  it("may be tried again where it could not be read", async () => {
    const { page } = site;
    const problem = { code: "unavailable", title: "Away", detail: "Away", traceId: "" };
    const away = { ...problem, type: "about:blank", status: 503 };
    let isAway = true;
    await page.route("**/api/v1/templates/demo/access", (route) =>
      isAway ? route.fulfill({ status: 503, json: away }) : route.continue(),
    );
    const dialog = await openDialog(page);
    await button(dialog, "Try again").waitFor();
    isAway = false;
    await button(dialog, "Try again").click();
    await role(dialog, "Who may run it").waitFor();
    await page.unroute("**/api/v1/templates/demo/access");
  });

  it("that is only to see it hides what runs it, and says so", async () => {
    await set({ run: ["author"], see: null });
    const body = { template: "demo", payload: demoPayload };
    const job = await site.client.call("jobs.create", { body });
    await site.client.call("jobs.cancel", { params: { id: job.id } });
    await as("bob@example.org", async (page) => {
      await page.goto("/templates");
      const card = page.getByRole("listitem").filter({ hasText: demo.title });
      await card.getByText("View only").waitFor();
      expect(await page.getByText("View only").count()).to.equal(1);
      await page.goto(access);
      await page.getByText(/You may see this template, and not run it/).waitFor();
      await page.getByLabel("Name", { exact: true }).waitFor();
      await page.keyboard.press("Control+Enter");
      expect(new URL(page.url()).pathname).to.equal(access);
      for (const name of ["Run", "Schedule…", "Access"])
        expect(await button(page, name).count(), name).to.equal(0);
      await page.goto(`/jobs/${job.id}`);
      await button(page, "More actions").waitFor();
      for (const name of ["Retry", "Run again", "Edit & run again"])
        expect(await button(page, name).count(), name).to.equal(0);
    });
  });
});
