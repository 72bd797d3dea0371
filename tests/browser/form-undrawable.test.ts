import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { openSite, type Site } from "../support/site.ts";

describe("a field that cannot be drawn", function () {
  this.timeout(60_000);
  let site: Site;

  before(async () => {
    site = await openSite();
    await site.client.call("templates.publish", {
      params: { name: "undrawable" },
      body: {
        name: "undrawable",
        title: "Undrawable",
        payload: {
          type: "object",
          properties: {
            size: { type: "integer", title: "Size", maximum: 5 },
            name: { type: "string", title: "Name" },
          },
        },
        run: { kind: "remote" },
      },
    });
  });
  after(() => site?.close());

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
    await page.goto("/templates/undrawable/run");
    const form = page.getByRole("tabpanel", { name: "Form" });
    await form.getByText("Size cannot be shown as fields").waitFor();
    await form.getByLabel("Name", { exact: true }).fill("a");
    await form.getByRole("textbox", { name: "Size" }).click();
    await page.keyboard.type("7");
    await eventually(
      async () =>
        JSON.stringify(
          JSON.parse((await page.getByLabel("Payload that will be sent").textContent()) ?? ""),
        ) === JSON.stringify({ size: 7, name: "a" }),
      "both values are in the preview",
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await form.getByText("must be at most 5", { exact: true }).waitFor();
    expect(site.faults.filter((fault) => !/React error #31|React child/.test(fault))).to.deep.equal(
      [],
    );
  });
});
