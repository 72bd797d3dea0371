import type { Page } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the gallery of templates", function () {
  this.timeout(60_000);
  const site = siteOfSuite();
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  it("shows favourites first, also after a reload", async () => {
    await page.goto("/templates");
    const star = page.getByRole("button", { name: "Favourite: Sample job" });
    await star.click();
    const favourites = page.getByRole("list", { name: "Favourites" });
    await favourites.getByRole("link", { name: "Sample job", exact: true }).waitFor();
    await page.reload();
    await favourites.getByRole("link", { name: "Sample job", exact: true }).waitFor();
    await star.click();
    await page.getByRole("list", { name: "Templates" }).waitFor();
  });

  it("opens the only template found on Enter", async () => {
    await page.goto("/templates");
    await page.getByRole("searchbox", { name: "Search templates" }).fill("hash");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/templates\/hash-files\/run$/);
  });
});
