import { expect } from "chai";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

describe("a field that cannot be drawn", function () {
  this.timeout(60_000);
  const site = siteOfSuite();
  const { button, field, form, openForm, previews, publishForm } = formPage(site);

  before(() =>
    publishForm("undrawable", {
      type: "object",
      properties: {
        size: { type: "integer", title: "Size", maximum: 5 },
        name: { type: "string", title: "Name" },
      },
    }),
  );

  it("says so in its place and takes JSON, while the others are fields", async () => {
    const { page } = site;
    // No such layout can be published; a later version may know more of layouts than this page.
    await page.route(/\/api\/v1\/templates\/undrawable(\?|$)/, async (route) => {
      const reply = await route.fetch();
      const template = await reply.json();
      await route.fulfill({
        response: reply,
        json: { ...template, form: { size: { "ui:help": { no: "text" } } } },
      });
    });
    await openForm("undrawable");
    await form().getByText("Size cannot be shown as fields").waitFor();
    await field("Name").fill("a");
    await form().getByRole("textbox", { name: "Size" }).click();
    await page.keyboard.type("7");
    await previews({ size: 7, name: "a" });
    await button("Run").click();
    await form().getByText("must be at most 5", { exact: true }).waitFor();
    expect(
      site.faults.splice(0).filter((fault) => !/React error #31|React child/.test(fault)),
    ).to.deep.equal([]);
  });
});
