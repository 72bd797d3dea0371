import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const text = { type: "string" };
const payload = {
  type: "object",
  properties: {
    rules: { type: "object", title: "Rules", additionalProperties: text },
    flags: { type: "object", title: "Flags", additionalProperties: { type: "boolean" } },
    ports: {
      type: "object",
      title: "Ports",
      patternProperties: { "^[a-z]+$": { type: "integer", minimum: 1 } },
      additionalProperties: false,
    },
    levels: {
      type: "object",
      title: "Levels",
      additionalProperties: { type: "string", enum: ["low", "high"] },
    },
    keys: {
      type: "object",
      title: "Keys",
      additionalProperties: { type: "string", writeOnly: true },
    },
    hosts: { type: "object", title: "Hosts", additionalProperties: { $ref: "#/$defs/host" } },
    lists: {
      type: "object",
      title: "Lists",
      additionalProperties: { type: "array", maxItems: 3, items: text },
    },
    more: {
      type: "object",
      title: "More",
      properties: { app: { type: "string", title: "App" } },
      additionalProperties: text,
    },
  },
  $defs: {
    host: {
      type: "object",
      properties: {
        name: { type: "string", title: "Host name" },
        tls: { type: "boolean", title: "TLS" },
      },
    },
  },
};

describe("the rows of an object with free keys", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, group, openForm, previewsPart, publishForm, tab } = formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publishForm("maps", payload);
  });
  beforeEach(() => openForm("maps"));

  /** Adds a row and types its name; the focus is in it already. */
  async function add(title: string, key: string, item = "entry") {
    await group(title)
      .getByRole("button", { name: `Add ${item}` })
      .click();
    await page.keyboard.type(key);
    const names = group(title).getByPlaceholder("Name");
    expect(await names.last().inputValue()).to.equal(key);
  }
  const value = (title: string, name: string) => group(title).getByLabel(`Value of ${name}`);

  it("take a value of each type with its own control", async () => {
    await add("Flags", "alpha");
    await group("Flags").getByRole("checkbox").check();
    await previewsPart({ flags: { alpha: true } });
    await add("Ports", "web");
    await value("Ports", "entry 1").fill("8080");
    await previewsPart({ ports: { web: 8080 } });
    await add("Levels", "noise");
    await group("Levels").getByRole("combobox").click();
    await page.getByRole("option", { name: "high" }).click();
    await previewsPart({ levels: { noise: "high" } });
    await add("Keys", "api");
    await value("Keys", "entry 1").fill("hush");
    expect(await value("Keys", "entry 1").getAttribute("type")).to.equal("password");
    await add("Hosts", "one");
    await group("Hosts").getByLabel("Host name", { exact: true }).fill("a.example");
    await group("Hosts").getByLabel("TLS").check();
    await previewsPart({ hosts: { one: { name: "a.example", tls: true } } });
    await add("Lists", "x");
    await group("Lists").getByRole("button", { name: "Add item" }).click();
    await page.keyboard.type("first");
    await previewsPart({ lists: { x: ["first"] } });
  });

  it("stop the submit while a name is missing or doubled, and lose nothing", async () => {
    for (const key of ["A", "A", ""]) await add("Rules", key);
    await value("Rules", "entry 1").fill("1");
    await value("Rules", "entry 2").fill("2");
    await value("Rules", "entry 3").fill("lost");
    await group("Rules").getByText("There is another “A” above").waitFor();
    await group("Rules").getByText("Give this value a name").waitFor();
    await button("Run").click();
    await page
      .getByRole("alert")
      .filter({ hasText: "Rules has the name “A” more than once" })
      .waitFor();
    expect(page.url()).to.contain("/run");
    await tab("JSON").click();
    await tab("Form").click();
    expect(await value("Rules", "entry 3").inputValue()).to.equal("lost");
    await group("Rules").getByLabel("Name of entry 2").fill("B");
    await group("Rules").getByLabel("Name of entry 3").fill("C");
    await previewsPart({ rules: { A: "1", B: "2", C: "lost" } });
  });

  it("stop the submit while a value is missing", async () => {
    await add("Levels", "noise");
    await button("Run").click();
    await page.getByRole("alert").filter({ hasText: "Levels needs a value for “noise”" }).waitFor();
    await group("Levels").getByText("Give it a value").waitFor();
  });

  it("refuse a name that the schema does not allow", async () => {
    await add("Ports", "8");
    await value("Ports", "entry 1").fill("80");
    await button("Run").click();
    await group("Ports").getByText("Is not a known field").waitFor();
  });

  it("send nothing before a free key beside named fields has a name, and never move into one", async () => {
    await group("More").getByRole("button", { name: "Add field" }).click();
    await previewsPart({ more: undefined });
    await page.keyboard.type("extra");
    await value("More", "field 1").fill("x");
    await previewsPart({ more: { extra: "x" } });
    await group("More").getByLabel("Name of field 1").fill("app");
    await group("More").getByText("“app” is a field of its own").waitFor();
    expect(await group("More").getByLabel("App", { exact: true }).inputValue()).to.equal("");
    await previewsPart({ more: {} });
    await group("More").getByLabel("Name of field 1").fill("extra");
    await group("More").getByLabel("App", { exact: true }).fill("y");
    await previewsPart({ more: { app: "y", extra: "x" } });
  });
});
