import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../../support/pages/site.ts";

describe("the saved views of the job list", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(() => {
    ({ page } = site);
  });
  const open = () => page.getByRole("button", { name: "Views", exact: true }).click();
  const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
  const dialogButton = (name: string) =>
    page.getByRole("dialog").getByRole("button", { name, exact: true });
  const saved = async () => (await site.client.call("views.list", {})).items;

  it("keep the filters under a name", async () => {
    await page.goto("/jobs?state=failed&sort=-finishedAt&q=web+1");
    await open();
    await item("No view is saved yet").waitFor();
    await item("Save these filters…").click();
    await page.getByLabel("Name", { exact: true }).fill("Broken web");
    await dialogButton("Save").click();
    await page.getByText("View “Broken web” saved").waitFor();
    expect((await saved()).map(({ name, query }) => [name, query])).to.deep.equal([
      ["Broken web", "state=failed&q=web+1&sort=-finishedAt"],
    ]);
  });

  it("are opened by name, and refuse a name that is taken", async () => {
    await page.goto("/jobs");
    await open();
    await item("Broken web").click();
    await page.waitForURL("**/jobs?state=failed&q=web+1&sort=-finishedAt");
    await page.goto("/jobs?state=queued");
    await open();
    await item("Save these filters…").click();
    await dialogButton("Save").click();
    await page.getByText("Type a name").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("broken WEB");
    await dialogButton("Save").click();
    await page.getByText("“broken WEB” is the name of another view of yours").waitFor();
    await dialogButton("Cancel").click();
    // The browser logs the refusal.
    site.faults.splice(0);
  });

  it("keep filters that come by links only, and show the list by its address", async () => {
    const query = "createdBy=me&tag=a&queue=red&schedule=s1&error=report%3A01&dismissed=any";
    await page.goto(`/jobs?${query}`);
    await page.getByText("error: report:01").waitFor();
    await page.getByText("dismissed: any").waitFor();
    await open();
    await item("Save these filters…").click();
    await page.getByLabel("Name", { exact: true }).fill("By link");
    await dialogButton("Save").click();
    await page.getByText("View “By link” saved").waitFor();
    const view = (await saved()).find(({ name }) => name === "By link");
    expect([...new URLSearchParams(view?.query)].sort()).to.deep.equal(
      [...new URLSearchParams(query)].sort(),
    );
    await site.client.call("views.delete", { params: { id: view?.id ?? "" } });
  });

  it("are renamed and deleted", async () => {
    await page.goto("/jobs?state=failed&q=web+1&sort=-finishedAt");
    await open();
    await item("Rename “Broken web”…").click();
    await page.getByLabel("Name", { exact: true }).fill("Web");
    await dialogButton("Rename").click();
    await page.getByText("View renamed to “Web”").waitFor();
    await open();
    await item("Delete “Web”…").click();
    await dialogButton("Delete the view").click();
    await page.getByText("View “Web” deleted").waitFor();
    expect(await saved()).to.deep.equal([]);
  });
});

describe("the keys of the job list", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(async () => {
    ({ page } = site);
    for (const text of ["first", "second", "third"])
      await site.client.call("jobs.create", {
        body: {
          ...{ template: "sample-job", payload: { steps: 1, seconds: 0 } },
          ...{ tags: [text], delay: "1h" },
        },
      });
  });
  const focused = () =>
    page.evaluate("document.activeElement?.closest('tr')?.getAttribute('data-id') ?? null");

  it("move from row to row, select and open", async () => {
    const { items } = await site.client.call("jobs.list", {});
    const ids = items.map(({ id }) => id);
    await page.goto("/jobs");
    await page.locator("tr[data-id]").nth(2).waitFor();
    await page.keyboard.press("j");
    expect(await focused()).to.equal(ids[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused()).to.equal(ids[2]);
    await page.keyboard.press("j");
    expect(await focused()).to.equal(ids[2]);
    await page.keyboard.press("k");
    expect(await focused()).to.equal(ids[1]);
    await page.keyboard.press("x");
    await page.locator(`tr[data-id="${ids[1]}"] input:checked`).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/jobs/${ids[1]}**`);
  });

  it("are listed by ?, and leave fields alone", async () => {
    await page.goto("/jobs");
    await page.locator("tr[data-id]").first().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys in the list of jobs" }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    const search = page
      .getByRole("searchbox")
      .or(page.getByPlaceholder(/Search/))
      .first();
    await search.click();
    await page.keyboard.type("jk?");
    expect(await search.inputValue()).to.equal("jk?");
  });
});
