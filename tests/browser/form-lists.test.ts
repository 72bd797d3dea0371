import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { openSite, type Site } from "../support/site.ts";

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
      {
        minItems: 1,
        uniqueItems: true,
      },
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
  let site: Site;
  let page: Page;

  before(async () => {
    site = await openSite();
    ({ page } = site);
    await site.client.call("templates.publish", {
      params: { name: "lists" },
      body: {
        name: "lists",
        title: "Lists",
        payload,
        form: { tags: { "ui:widget": "tags" } },
        run: { kind: "http", url: "https://example.org" },
      },
    });
  });
  after(() => site?.close());
  beforeEach(async () => {
    await page.goto("/templates/lists/run");
    await form().waitFor();
  });
  afterEach(() => {
    expect(site.faults.splice(0), "errors of the page").to.deep.equal([]);
  });

  const form = () => page.getByRole("tabpanel", { name: "Form" });
  const group = (name: string) => form().getByRole("group", { name, exact: true });
  const add = (title: string, item: string) =>
    group(title)
      .getByRole("button", { name: `Add ${item}` })
      .click();
  const run = () => page.getByRole("button", { name: "Run", exact: true }).click();
  const summary = () => page.getByRole("alert").filter({ hasText: "need a change" });

  async function previews(expected: Record<string, unknown>) {
    await eventually(
      async () => {
        const shown = await page.getByLabel("Payload that will be sent").textContent();
        return JSON.stringify(JSON.parse(shown ?? "")) === JSON.stringify(expected);
      },
      `the preview is ${JSON.stringify(expected)}`,
    );
  }
  const empty = { texts: [], hosts: [], tags: [], several: [] };

  it("start empty, and say how many items they need", async () => {
    await previews(empty);
    await page.getByText("Not complete: 4 fields need a change").waitFor();
    await run();
    for (const line of [
      "Texts is empty: add at least one",
      "Hosts must have at least 2 items",
      "Tags is empty: add at least one",
    ])
      await summary().getByText(line).waitFor();
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
    await run();
    for (const [title] of added)
      await group(title).getByText("Is empty: fill it in or remove it").first().waitFor();
    expect(await group("Numbers").getByText("twice").count()).to.equal(0);
    await group("Texts").getByRole("textbox").fill("x");
    await group("Texts").getByRole("textbox").fill("");
    await group("Texts").getByText("Is empty: fill it in or remove it").waitFor();
    await page.getByRole("tab", { name: "JSON" }).click();
    await page.getByRole("tab", { name: "Form" }).click();
    await group("Texts").getByText("Nothing here yet.").waitFor();
  });

  it("keep null where a schema takes it, and ask for what stands before another item", async () => {
    await add("Notes", "note");
    await previews({ ...empty, notes: [null] });
    await group("Pair").getByRole("textbox").nth(1).fill("5");
    await run();
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
    await run();
    await summary().getByText("Hosts 1 › Name is required").waitFor();
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
