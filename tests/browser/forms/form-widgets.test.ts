import { widgetsByShape } from "@formwork/contracts/schema/form/form-widgets";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const schemas: Record<string, object> = {
  "a text": { type: "string" },
  "a number": { type: "number" },
  "a whole number": { type: "integer" },
  "yes or no": { type: "boolean" },
  "a list of texts": { type: "array", maxItems: 5, items: { type: "string" } },
  "a list of objects": {
    type: "array",
    maxItems: 5,
    items: { type: "object", properties: { a: { type: "string", title: "A" } } },
  },
  "a list of choices": {
    type: "array",
    maxItems: 5,
    uniqueItems: true,
    items: { type: "string", enum: ["one", "two"] },
  },
  "a choice": { type: "string", enum: ["one", "two"] },
  "an object": { type: "object", properties: { a: { type: "string", title: "A" } } },
  "a map": { type: "object", additionalProperties: { type: "integer" } },
  "a text or null": { type: ["string", "null"] },
  "yes, no or null": { type: ["boolean", "null"] },
  branches: {
    oneOf: [
      { type: "string", title: "Text" },
      { type: "integer", title: "Number" },
    ],
  },
  "a text or nothing": { anyOf: [{ type: "null" }, { type: "string" }] },
};

const widgets = [...new Set(Object.values(widgetsByShape).flat()), "hidden", "no-such-widget"];
const idOf = (widget: string) => widget.replaceAll("-", "_");

describe("a form of every widget for every type", function () {
  this.timeout(120_000);
  const site = siteOfSuite();
  const { openForm, publishForm } = formPage(site);
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  /** Publishes a field of the schema per widget, and opens their form. */
  async function open(schema: object) {
    const properties = Object.fromEntries(
      widgets.map((widget) => [idOf(widget), { ...schema, title: `By ${widget}` }]),
    );
    await publishForm("pairs", { type: "object", properties });
    await useLayout(Object.fromEntries(widgets.map((widget) => [idOf(widget), by(widget)])));
    await openForm("pairs");
  }
  const by = (widget: string) => ({ "ui:widget": widget });

  /** Gives the form a layout that the server would refuse. */
  async function useLayout(form: object) {
    await page.unrouteAll();
    await page.route(/\/api\/v1\/templates\/pairs(\?|$)/, async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, json: { ...(await reply.json()), form } });
    });
  }

  for (const [what, schema] of Object.entries(schemas))
    it(`draws ${what} by each, or by the control of its type`, async () => {
      await open(schema);
      expect(await page.getByText("cannot be shown as fields").count()).to.equal(0);
      for (const widget of widgets.filter((name) => name !== "hidden"))
        await eventually(() => isUsable(page, `By ${widget}`), `${what} by ${widget} to be usable`);
      expect(await page.getByText("By hidden").count()).to.equal(0);
    });
});

/** Returns true for a field with a control that can be used; some controls are loaded later. */
async function isUsable(page: Page, title: string): Promise<boolean> {
  const form = page.getByRole("tabpanel", { name: "Form" });
  const field = form
    .locator(".fw-field, [role=group]")
    .filter({ has: page.getByText(title, { exact: true }) })
    .last();
  return isEnabled(field.locator("input, textarea, button, [role=combobox]").first());
}

async function isEnabled(control: Locator): Promise<boolean> {
  return (await control.count()) > 0 && (await control.isEnabled());
}
