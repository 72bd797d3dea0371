import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { admin, aHome, signedIn } from "../support/formwork.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import { signInPage } from "../support/pages/site.ts";
import { startHere } from "../support/pages/start-here.ts";

/** Of tokens that end while a test runs: long enough for a machine to load a page, and short enough to wait for. */
const endingSoon = { FORMWORK_TOKEN_LIFETIME: "5s" };

describe("a session in the browser", function () {
  this.timeout(120_000);
  const close: (() => Promise<void>)[] = [];
  let page: Page;
  let url: string;

  async function open(settings: Record<string, string> = {}) {
    const place = await aHome();
    const [running, browser] = await Promise.all([startHere(place.home, settings), openBrowser()]);
    close.push(
      () => browser.close(),
      () => running.kill(),
      place.remove,
    );
    await signedIn(running);
    ({ url } = running);
    ({ page } = await openPage(browser, url));
    await signInPage(page.context(), url);
  }
  afterEach(async () => {
    for (const step of close.splice(0)) await step();
  });

  const heading = (name: string, on = page) => on.getByRole("heading", { name, level: 1 });
  const cookie = async (name: string) =>
    (await page.context().cookies()).find((one) => one.name === name)?.value;

  it("goes on in every tab when tokens end, and shows live what happens", async () => {
    await open(endingSoon);
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      await tab.goto("/jobs");
      await heading("Jobs", tab).waitFor();
    }
    const seen = new Set<string | undefined>();
    await eventually(
      async () => seen.add(await cookie("formwork_refresh")).size > 4,
      "both tabs to refresh",
      60_000,
    );
    const made = await page.context().request.post("/api/v1/jobs", {
      data: { template: "sample-job", payload: { steps: 1, seconds: 0, lines: 1 } },
      headers: { origin: url },
    });
    expect(made.status()).to.equal(201);
    for (const tab of [page, other]) {
      await tab.getByRole("table", { name: "Jobs" }).getByText("Succeeded").waitFor();
      await heading("Jobs", tab).waitFor();
    }
  });

  it("goes on after a sleep in which the token ended", async () => {
    await open();
    await page.goto("/jobs");
    await heading("Jobs").waitFor();
    await page.goto("about:blank");
    await page.context().clearCookies({ name: "formwork_session" });
    await page.goto("/templates");
    await heading("Templates").waitFor();
    expect(await cookie("formwork_session")).to.be.a("string");
  });

  it("ends in every tab when it is ended elsewhere", async () => {
    await open();
    await page.goto("/jobs");
    await heading("Jobs").waitFor();
    const reply = await page.context().request.get("/api/v1/auth/sessions");
    const own = (await reply.json()).items.find((one: { current: boolean }) => one.current);
    const elsewhere = await fetch(`${url}/api/v1/auth/sign-in`, {
      method: "POST",
      body: JSON.stringify(admin),
      headers: { "content-type": "application/json" },
    });
    const { token } = Object(await elsewhere.json());
    const ended = await fetch(`${url}/api/v1/auth/sessions/${own.id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${token}` },
    });
    expect(ended.status).to.equal(204);
    await heading("Sign in to Formwork").waitFor();
  });
});
