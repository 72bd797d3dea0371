import type { Client } from "@formwork/contracts/client/client";
import {
  anOpenIdProvider,
  type OpenIdProvider,
} from "@formwork/engine/testing/servers/an-openid-provider";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { aHome, signedIn } from "../support/formwork.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { startHere } from "../support/pages/start-here.ts";

describe("signing in with a provider in the browser", function () {
  this.timeout(120_000);
  let id: OpenIdProvider;
  let page: Page;
  let url: string;
  let admin: Client;
  const closing: (() => unknown)[] = [];

  before(async () => {
    id = await anOpenIdProvider();
    const place = await aHome();
    const browser = await openBrowser();
    const running = await startHere(place.home, {
      FORMWORK_OIDC_ISSUER: id.issuer,
      FORMWORK_OIDC_CLIENT_ID: id.client.id,
      FORMWORK_OIDC_CLIENT_SECRET: id.client.secret,
      FORMWORK_OIDC_NAME: "Test ID",
      FORMWORK_OIDC_ROLES: "staff=operator",
      FORMWORK_OIDC_SCOPES: "email,groups",
    });
    closing.push(
      () => browser.close(),
      () => running.kill(),
      place.remove,
      id.stop,
    );
    admin = await signedIn(running);
    ({ url } = running);
    id.allow(`${url}/sign-in/callback`);
    id.people.set("eve", { email: "eve@example.org", groups: ["staff"] });
    ({ page } = await openPage(browser, url));
  });
  after(async () => {
    for (const step of closing) await step();
  });
  const button = () => page.getByRole("button", { name: "Sign in with Test ID" });

  it("says why nobody was signed in, and leads back", async () => {
    id.signInAs(null);
    await page.goto("/jobs?state=failed");
    await button().click();
    await page.getByText("Test ID did not sign you in").waitFor();
    await page.getByRole("link", { name: "Back to the sign-in" }).click();
    await button().waitFor();
  });

  it("leads to the page that was asked for, as the user of the provider", async () => {
    id.signInAs("eve");
    await page.goto("/jobs?state=failed");
    await button().click();
    await page.getByRole("heading", { name: "Jobs", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).to.equal(
      "/jobs?state=failed",
    );
    await page.getByRole("button", { name: "eve@example.org operator" }).waitFor();
    const names = (await page.context().cookies()).map(({ name }) => name);
    expect(names).to.include.members(["formwork_session", "formwork_refresh"]);
    expect(names).to.not.include("formwork_provider");
  });

  it("takes nothing that another browser began", async () => {
    const begun = await fetch(`${url}/api/v1/auth/provider/begin`, { method: "POST" });
    const parameters = await id.visit(Object(await begun.json()).url);
    const fresh = await page.context().browser()?.newContext({ baseURL: url });
    const other = await fresh?.newPage();
    if (other === undefined) return expect.fail("no page");
    await other.goto(`/sign-in/callback?${new URLSearchParams(parameters)}`);
    await other.getByText("did not begin in this browser").waitFor();
    await fresh?.close();
  });

  it("connects a user who knows the own password, and an admin takes it away", async () => {
    const password = "a password of Bob";
    const invited = await admin.call("users.invite", {
      body: { email: "bob@example.org", role: "operator" },
    });
    const [, token = ""] = invited.link.split("#");
    const fresh = await page.context().browser()?.newContext({ baseURL: url });
    const bobs = (await fresh?.newPage()) ?? expect.fail("no page");
    await bobs.goto(`/accept#${token}`);
    await bobs.getByLabel("Password", { exact: true }).fill(password);
    await bobs.getByRole("button", { name: "Set the password" }).click();
    await bobs.getByRole("button", { name: "bob@example.org operator" }).waitFor();
    id.people.set("bob", { email: "robert@elsewhere.org", groups: ["staff"] });
    id.signInAs("bob");
    await bobs.goto("/settings/account");
    await bobs.getByLabel("Your password").fill("not the password");
    await bobs.getByRole("button", { name: "Connect Test ID" }).click();
    await bobs.getByText("The current password is wrong").waitFor();
    await bobs.getByLabel("Your password").fill(password);
    await bobs.getByRole("button", { name: "Connect Test ID" }).click();
    await bobs.getByText("Connected: you may sign in with Test ID").waitFor();
    expect(new URL(bobs.url()).pathname).to.equal("/settings/account");
    const { items } = await admin.call("audit.list", { query: { action: "account.link" } });
    expect(items.map(({ outcome }) => outcome)).to.deep.equal(["done"]);
    await admin.call("users.unlink", { params: { id: invited.user.id } });
    await bobs.goto("/settings/account");
    await bobs.getByRole("button", { name: "Sign in with Test ID" }).waitFor();
    await fresh?.close();
  });
});
