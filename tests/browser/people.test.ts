import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin } from "../support/formwork.ts";
import { openPage } from "../support/pages/browser.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const bob = { email: "bob@example.org", password: "a password of Bob" };

describe("people in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });

  const named = (
    role: "button" | "link" | "dialog" | "combobox",
    name: string | RegExp,
    on = page,
  ) => on.getByRole(role, { name, exact: typeof name === "string" });
  const rows = (label: string, on = page) =>
    on.getByRole("list", { name: label }).getByRole("listitem");

  async function invite(email: string): Promise<string> {
    await page.goto("/settings/people");
    await named("button", "Invite").click();
    const dialog = named("dialog", "Invite somebody");
    await dialog.getByLabel("E-mail").fill(email);
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    await named("button", "Done").click();
    return link;
  }
  async function choosePassword(on: Page, link: string, password: string) {
    await on.goto(link);
    await on.getByLabel("Password", { exact: true }).fill(password);
    await on.getByRole("button", { name: "Set the password" }).click();
  }

  it("are invited by a link, whose token no server is sent, and choose a password", async () => {
    const link = await invite(bob.email);
    expect(new URL(link).search).to.equal("");
    const { page: his, faults } = await openPage(site.browser, site.running.url);
    const addresses: string[] = [];
    his.on("request", (request) => addresses.push(request.url()));
    await his.goto(link);
    await his.getByLabel("Password", { exact: true }).fill("short");
    await his.getByRole("button", { name: "Set the password" }).click();
    await his.getByText("At least 12 characters; 7 more").waitFor();
    await choosePassword(his, link, bob.password);
    await his.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    const token = new URL(link).hash.slice(1);
    expect(addresses).to.include(`${site.running.url}/accept`);
    expect(addresses.filter((address) => address.includes(token))).to.deep.equal([]);
    // The same address again, as only what is after its # differs otherwise.
    await his.goto("about:blank");
    await his.goto(link);
    await his.getByText("This link has been used").waitFor();
    await his.goto("/settings/people");
    await his.getByRole("navigation", { name: "Settings" }).waitFor();
    expect(await named("link", "People", his).count(), "an operator sees no people").to.equal(0);
    expect(faults).to.deep.equal([]);
    await his.context().close();
  });

  it("have another role, are disabled, enabled and removed", async () => {
    await invite("cleo@example.org");
    await named("combobox", "Role of cleo@example.org").click();
    await page.getByRole("option", { name: "author" }).click();
    await page.getByText("cleo@example.org is author now").waitFor();
    await named("button", "Disable cleo@example.org").click();
    await named("dialog", "Disable cleo@example.org?")
      .getByRole("button", { name: "Disable" })
      .click();
    await page.getByText("Disabled: cannot sign in").waitFor();
    await named("button", "Enable cleo@example.org").click();
    await named("button", "Remove cleo@example.org").click();
    await named("dialog", "Remove cleo@example.org?")
      .getByRole("button", { name: "Remove" })
      .click();
    await page.getByText("cleo@example.org is removed").waitFor();
    await eventually(
      async () => (await rows("People").filter({ hasText: "cleo" }).count()) === 0,
      "the row to go",
    );
  });

  it("keep the last admin", async () => {
    await named("combobox", `Role of ${admin.email}`).click();
    await page.getByRole("option", { name: "viewer" }).click();
    await page.getByText(/Nobody else could manage Formwork/).waitFor();
  });

  it("see where they are signed in, end a session, and change the password", async () => {
    const { page: other } = await openPage(site.browser, site.running.url);
    await other.goto("/sign-in");
    await other.getByLabel("E-mail").fill(bob.email);
    await other.getByLabel("Password", { exact: true }).fill(bob.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await other.goto("/settings/account");
    await rows("Where you are signed in", other).filter({ hasText: "this one" }).waitFor();
    const ended = rows("Where you are signed in", other).filter({ hasText: "Sign out" });
    const before = await ended.count();
    await ended
      .first()
      .getByRole("button", { name: /^Sign out/ })
      .click();
    await eventually(async () => (await ended.count()) < before, "the session to go");
    await other.getByLabel("Password until now").fill("not this one");
    await other.getByLabel("New password").fill("another password of Bob");
    await named("button", "Change the password", other).click();
    await other.getByText("The current password is wrong").waitFor();
    await other.getByLabel("Password until now").fill(bob.password);
    await named("button", "Change the password", other).click();
    await other.getByText(/Password changed/).waitFor();
    await other.context().close();
  });
});

describe("API keys in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();

  it("are made, shown once, rotated and ended", async () => {
    const { page } = site;
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const meWith = async (key: string) => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`${site.running.url}/api/v1/jobs`, { headers })).status;
    };
    await page.goto("/settings/api-keys");
    await page.getByText("No keys yet", { exact: false }).waitFor();
    await button("New key").click();
    await button("Make the key").click();
    await page.getByText("Say what the key is for").first().waitFor();
    await page.getByLabel("Name").fill("Nightly import");
    await button("Make the key").click();
    const field = page.getByRole("textbox", { name: "API key" });
    const key = await field.inputValue();
    expect(key).to.match(/^fwk_/);
    expect(await meWith(key)).to.equal(200);
    await button("Done").click();
    await page.getByText("May: jobs:read, jobs:write").waitFor();
    expect(await page.content()).to.not.contain(key);
    await button("Rotate Nightly import").click();
    expect(await meWith(await field.inputValue())).to.equal(200);
    await button("Done").click();
    await page.getByText(/The key before the rotation ends/).waitFor();
    await button("End Nightly import").click();
    await button("End the key").click();
    await page.getByText("No keys yet", { exact: false }).waitFor();
    expect(await meWith(key)).to.equal(401);
  });
});
