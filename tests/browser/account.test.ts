import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin } from "../support/formwork.ts";
import { openPage } from "../support/pages/browser.ts";
import { newSiteOfSuite } from "../support/pages/site.ts";

describe("accounts in the browser", function () {
  this.timeout(60_000);
  const site = newSiteOfSuite();
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  const heading = (name: string, on = page) => on.getByRole("heading", { name, level: 1 });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const waitForText = (text: string | RegExp) => page.getByText(text).first().waitFor();

  async function fill({ email, password }: typeof admin) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
  }

  it("are not created by a set-up link with a wrong token or without one", async () => {
    await page.goto("/sign-in");
    await waitForText(/There is no account yet/);
    await page.goto("/setup");
    await waitForText(/This address lacks its token/);
    await page.goto("/setup#token=made-up");
    await fill({ ...admin, password: "short" });
    await button("Create the account").click();
    await waitForText(/At least 12 characters; 7 more/);
    await fill(admin);
    await button("Create the account").click();
    await page.getByRole("alert").waitFor();
    expect(page.url()).to.contain("/setup");
  });

  it("are created once by the set-up link, which then leads to signing in", async () => {
    await page.goto(site.running.setUpLink ?? "no link");
    await fill(admin);
    await button("Create the account").click();
    await heading("Home").waitFor();
    const newcomer = await openPage(site.browser, site.running.url);
    await newcomer.page.goto(site.running.setUpLink ?? "no link");
    await newcomer.page.getByText("Formwork is set up already.").waitFor();
    await newcomer.page.getByRole("link", { name: "Sign in" }).click();
    await heading("Sign in to Formwork", newcomer.page).waitFor();
    await newcomer.page.context().close();
  });

  it("are signed out in every tab at once", async () => {
    const other = await page.context().newPage();
    await other.goto("/jobs");
    await heading("Jobs", other).waitFor();
    await button(`${admin.email} admin`).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await heading("Sign in to Formwork").waitFor();
    await heading("Sign in to Formwork", other).waitFor();
    await other.close();
  });

  it("do not learn which part of the credentials is wrong", async () => {
    await page.goto("/sign-in");
    await button("Sign in").click();
    await waitForText("Enter your e-mail address");
    await fill({ ...admin, password: "not my password" });
    await button("Sign in").click();
    const alert = page.getByRole("alert");
    const wrongPassword = await alert.textContent();
    await page.reload();
    await fill({ ...admin, email: "nobody@example.org" });
    await button("Sign in").click();
    expect(await alert.textContent()).to.equal(wrongPassword);
  });

  it("return to the requested address after signing in", async () => {
    await page.goto("/jobs?state=failed&q=needle");
    await heading("Sign in to Formwork").waitFor();
    await fill(admin);
    await page.keyboard.press("Enter");
    await heading("Jobs").waitFor();
    expect(new URL(page.url()).search).to.equal("?state=failed&q=needle");
    await page.goto("/sign-in?return=https://evil.example/");
    await heading("Home").waitFor();
    expect(new URL(page.url()).origin).to.equal(site.running.url);
  });
});
