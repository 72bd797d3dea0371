import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

const scripts = "**/assets/*.js";

describe("the code of a page", function () {
  this.timeout(60_000);
  const site = siteOfSuite();
  let page: Page;

  beforeEach(async () => {
    page = await site.context.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterEach(() => page.close());

  const heading = (name: string) => page.getByRole("heading", { name, level: 1 });
  const openJobs = () => page.getByRole("link", { name: "Jobs", exact: true }).first().click();

  /** Opens the templates; later scripts are answered by `answer`. */
  async function openTemplates(answer: (route: Route) => Promise<void>) {
    await page.addInitScript("window.requestIdleCallback = () => 0"); // Nothing is loaded ahead.
    await page.goto("/templates");
    await heading("Templates").waitFor();
    await page.route(scripts, answer);
  }

  it("is that of its files alone: no text becomes code, and no script stands in a page", async () => {
    /** Tries both in a task of the page itself, for which its policy holds. */
    const tried = (opened: Page) =>
      opened.evaluate<string[]>(`new Promise((done) => setTimeout(() => {
        const found = [];
        try {
          if (window.eval("6 * 7") === 42) found.push("eval");
        } catch {}
        const script = document.createElement("script");
        script.textContent = "document.title = 'ran'";
        document.head.append(script);
        if (document.title === "ran") found.push("a script");
        done(found);
      }))`);
    await page.goto("/templates");
    await heading("Templates").waitFor();
    expect(await tried(page)).to.deep.equal([]);
    await page.route("**/templates", async (route) => {
      const reply = await route.fetch();
      const { "content-security-policy": _, ...headers } = reply.headers();
      await route.fulfill({ response: reply, headers });
    });
    await page.goto("/templates");
    await heading("Templates").waitFor();
    expect(await tried(page), "without").to.deep.equal(["eval", "a script"]);
  });

  it("is waited for with words, from before it comes until the page is there", async () => {
    const words = page.getByText("Formwork is loading…");
    /** Holds requests back until the function that it returns is called. */
    async function hold(address: string): Promise<() => void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route(address, (route) => promise.then(() => route.continue()));
      return resolve;
    }
    const [sendScripts, sendSession] = [await hold(scripts), await hold("**/api/v1/auth/me")];
    await page.goto("/templates", { waitUntil: "commit" });
    await words.waitFor();
    sendScripts();
    await page.getByRole("progressbar", { name: "Loading" }).waitFor();
    expect(await words.isVisible(), "while the session is read").to.equal(true);
    sendSession();
    await heading("Templates").waitFor();
    expect(await words.isVisible(), "beside the page").to.equal(false);
  });

  it("is loaded ahead, so that every page opens while the server is away", async () => {
    await page.goto("/templates");
    await heading("Templates").waitFor();
    await page.waitForFunction(
      () => performance.getEntriesByName("formwork:pages-loaded").length > 0,
    );
    await page.route("**/*", (route) => route.abort());
    await openJobs();
    await heading("Jobs").waitFor();
  });

  it("says that the server cannot be reached, and opens when it can be again", async () => {
    await openTemplates((route) => route.abort());
    await page.route("**/assets/*", (route) => route.abort());
    await openJobs();
    await page.getByText("The server cannot be reached").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The server cannot be reached").waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await heading("Jobs").waitFor();
  });

  it("offers to reload where the server has a newer version of it", async () => {
    await openTemplates((route) => route.fulfill({ status: 404, body: "" }));
    await openJobs();
    await page.getByText("Formwork was updated").waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: "Reload" }).click();
    await heading("Jobs").waitFor();
  });
});
