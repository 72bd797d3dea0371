import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const text = { type: "string" };
const list = (title: string, items: object, more: object = {}) => ({
  type: "array",
  title,
  items,
  maxItems: 5,
  ...more,
});
const host = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string", title: "Name" } },
};
const payload = {
  type: "object",
  required: ["texts", "hosts", "tags", "several"],
  properties: {
    texts: list("Texts", text, { minItems: 1 }),
    hosts: list("Hosts", host, { minItems: 2 }),
    tags: list("Tags", text, { minItems: 1 }),
    several: list(
      "Several",
      { type: "string", enum: ["a", "b"] },
      { minItems: 1, uniqueItems: true },
    ),
    numbers: list("Numbers", { type: "number" }, { uniqueItems: true }),
    days: list("Days", { type: "string", format: "date" }),
    levels: list("Levels", { type: "string", enum: ["low", "high"] }),
    notes: list("Notes", { type: ["string", "null"] }),
    pair: { type: "array", title: "Pair", prefixItems: [text, { type: "integer" }], items: false },
    lists: { type: "object", title: "Lists", additionalProperties: list("List", text) },
  },
};

describe("the lists of a form", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, errorSummary, group, openForm, previews, publishForm, tab } = formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publishForm("lists", payload, { tags: { "ui:widget": "tags" } });
  });
  beforeEach(() => openForm("lists"));

  const add = (title: string, item: string) =>
    group(title)
      .getByRole("button", { name: `Add ${item}` })
      .click();
  const empty = { texts: [], hosts: [], tags: [], several: [] };

  it("start empty, and say how many items they need", async () => {
    await previews(empty);
    await page.getByText("Not complete: 4 fields need a change").waitFor();
    await button("Run").click();
    for (const line of [
      "Texts is empty: add at least one",
      "Hosts must have at least 2 items",
      "Tags is empty: add at least one",
    ])
      await errorSummary().getByText(line).waitFor();
  });

  it("say of an added item that it is empty, and send none", async () => {
    const added: [string, string][] = [
      ["Texts", "text"],
      ["Numbers", "number"],
      ["Numbers", "number"],
      ["Days", "day"],
      ["Levels", "level"],
    ];
    for (const [title, item] of added) await add(title, item);
    await previews({ ...empty, numbers: [], days: [], levels: [] });
    await button("Run").click();
    for (const [title] of added)
      await group(title).getByText("Is empty: fill it in or remove it").first().waitFor();
    expect(await group("Numbers").getByText("twice").count()).to.equal(0);
    await group("Texts").getByRole("textbox").fill("x");
    await group("Texts").getByRole("textbox").fill("");
    await group("Texts").getByText("Is empty: fill it in or remove it").waitFor();
    await tab("JSON").click();
    await tab("Form").click();
    await group("Texts").getByText("Nothing here yet.").waitFor();
  });

  it("keep null where a schema takes it, and ask for what stands before another item", async () => {
    await add("Notes", "note");
    await previews({ ...empty, notes: [null] });
    await group("Pair").getByRole("textbox").nth(1).fill("5");
    await button("Run").click();
    await group("Pair").getByText("Is required").waitFor();
    await previews({ ...empty, notes: [null], pair: [5] });
    await group("Pair").getByRole("textbox").first().fill("a");
    await previews({ ...empty, notes: [null], pair: ["a", 5] });
  });

  it("ask for the fields of an added object, and for an item in a map", async () => {
    await add("Hosts", "host");
    await previews({ ...empty, hosts: [{}] });
    await add("Lists", "entry");
    await page.keyboard.type("x");
    await add("Lists", "item");
    await button("Run").click();
    await errorSummary().getByText("Hosts 1 › Name is required").waitFor();
    await group("Lists").getByText("Is empty: fill it in or remove it").waitFor();
  });

  it("show keys in the order of the form, whichever is typed first", async () => {
    await add("Numbers", "number");
    await page.keyboard.type("1");
    await add("Texts", "text");
    await page.keyboard.type("a");
    await previews({ ...empty, texts: ["a"], numbers: [1] });
  });
});
