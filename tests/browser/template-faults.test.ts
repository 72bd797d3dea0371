import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { aHome, shippedTemplates, signedIn } from "../support/formwork.ts";
import { type OpenBrowser, openBrowser, openPage } from "../support/pages/browser.ts";
import { signInPage } from "../support/pages/site.ts";
import { type SiteServer, startHere } from "../support/pages/start-here.ts";

describe("faults of template files", function () {
  this.timeout(120_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let running: SiteServer;
  let browser: OpenBrowser;
  let page: Page;

  before(async () => {
    place = await aHome();
    const folder = join(place.home, "own");
    await cp(join(shippedTemplates, "http-check"), join(folder, "http-check"), { recursive: true });
    await writeFile(join(folder, "broken.json"), '{ "name": "broken", "timout": "1s" }');
    await writeFile(join(folder, "yaml.json"), "name: yaml");
    const settings = { FORMWORK_TEMPLATES: folder };
    [running, browser] = await Promise.all([startHere(place.home, settings), openBrowser()]);
    await signedIn(running);
    ({ page } = await openPage(browser, running.url));
    await signInPage(page.context(), running.url);
  });
  after(async () => {
    await browser?.close();
    await running?.kill();
    await place?.remove();
  });

  it("are told by a strip on the page of templates, which opens the list", async () => {
    await page.goto("/templates");
    const strip = page.getByRole("alert").filter({ hasText: "2 template files need attention" });
    await strip.waitFor();
    await strip.getByRole("button", { name: "Show" }).click();
    const files = page.getByRole("list", { name: "Template files" }).getByRole("listitem");
    await files.first().waitFor();
    const texts = await files.allInnerTexts();
    expect(texts[0]).to.contain("broken.json").and.contain("did you mean timeout?");
    expect(texts[1]).to.contain("yaml.json").and.contain("must be JSON, which has no comments");
  });

  it("are told by the check of health, which stays well", async () => {
    const reply = await fetch(`${running.url}/health/ready`);
    const { status, checks } = (await reply.json()) as {
      status: string;
      checks: { templates: unknown };
    };
    expect([reply.status, status]).to.deep.equal([200, "degraded"]);
    expect(checks.templates).to.deep.equal({
      ok: false,
      detail: "2 template files need attention; GET /api/v1/templates/faults tells why",
    });
  });
});
