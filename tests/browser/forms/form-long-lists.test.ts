import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const payload = {
  type: "object",
  properties: {
    title: { type: "string", title: "Title" },
    hosts: {
      type: "array",
      title: "Hosts",
      maxItems: 1000,
      items: {
        type: "object",
        properties: {
          name: { type: "string", title: "Name" },
          port: { type: "integer", title: "Port", minimum: 1 },
        },
      },
    },
  },
};
const rows = Array.from({ length: 500 }, (_, index) => ({ name: `host-${index}`, port: 80 }));

describe("a long list in a form", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, group, openForm, previews, publishForm } = formPage(site);
  let page: Page;
  let jobId: string;

  before(async () => {
    ({ page } = site);
    await publishForm("long", payload);
    const body = { template: "long", payload: { hosts: rows } };
    jobId = (await site.client.call("jobs.create", { body })).id;
  });
  beforeEach(async () => {
    await openForm("long", `from=${jobId}`);
    await line(1).waitFor();
  });

  const hosts = () => group("Hosts");
  const line = (place: number) =>
    hosts().getByRole("button", { name: new RegExp(`^Host ${place} `) });
  const field = (label: string) => hosts().getByLabel(label, { exact: true });

  it("draws only the lines in its window, each with its values", async () => {
    expect(await line(1).textContent()).to.contain("host-0 · 80");
    expect(await hosts().getByRole("button").count()).to.be.below(60);
    expect(await field("Name").count()).to.equal(0);
  });

  it("opens one item at a time", async () => {
    await line(1).click();
    expect(await field("Name").inputValue()).to.equal("host-0");
    await field("Name").fill("renamed");
    expect(await line(1).textContent()).to.contain("renamed · 80");
    await line(3).click();
    expect(await field("Name").inputValue()).to.equal("host-2");
    await previews({ hosts: rows.with(0, { name: "renamed", port: 80 }) });
  });

  it("opens and focuses an item that is added", async () => {
    await hosts().getByRole("button", { name: "Add host" }).click();
    await field("Name").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("last");
    await previews({ hosts: [...rows, { name: "last" }] });
  });

  it("shows the field of an error, wherever its item lies", async () => {
    await line(1).click();
    await field("Port").fill("0");
    await button("Run").click();
    await line(2).click();
    await page.getByRole("alert").getByRole("link", { name: /Port/ }).click();
    await field("Port").and(page.locator(":focus")).waitFor();
    expect(await field("Port").inputValue()).to.equal("0");
  });
});
