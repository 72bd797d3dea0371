import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const text = { type: "string" };

describe("choices, constants and defaults of a form in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, field, openForm, previews, publishForm, submit, tab } = formPage(site);
  let page: Page;
  let published = 0;

  before(() => {
    ({ page } = site);
  });

  const combobox = (name: string) => page.getByRole("combobox", { name });
  async function choose(select: string, option: string) {
    await combobox(select).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }

  /** Publishes a template with this payload and opens its form. */
  async function open(payload: object, form = {}) {
    const name = `choices-${published++}`;
    await publishForm(name, { type: "object", ...payload }, form);
    await openForm(name);
    return name;
  }

  /** Submits, and expects that the job has what the preview showed. */
  async function runs(expected: object) {
    await previews(expected);
    expect((await submit()).payload).to.deep.equal(expected);
  }
  async function isRefused(...messages: string[]) {
    await button("Run").click();
    for (const message of messages) await page.getByText(message).first().waitFor();
    expect(page.url()).to.contain("/run");
  }

  it("choose no value unasked, and leave one out that was taken back", async () => {
    const oneOf = [
      { const: "eu", title: "Europe" },
      { const: "us", title: "America" },
    ];
    await open({
      required: ["region"],
      properties: {
        region: { type: "string", title: "Region", oneOf },
        tier: { type: "string", title: "Tier", anyOf: oneOf },
      },
    });
    await previews({});
    await isRefused("Is required");
    await choose("Region", "America");
    await choose("Tier", "Europe");
    await previews({ region: "us", tier: "eu" });
    await choose("Tier", "None");
    await runs({ region: "us" });
  });

  it("ask a person to meet a constant: to type a word, to tick a box", async () => {
    await open(
      {
        required: ["confirm", "understood"],
        properties: {
          confirm: { type: "string", title: "Type DELETE to confirm", const: "DELETE" },
          understood: { type: "boolean", title: "I understand", const: true },
          force: { title: "Force", const: true },
          pin: { title: "Pin", const: 42 },
        },
      },
      { confirm: { "ui:placeholder": "the word" } },
    );
    await previews({});
    expect(await field("Type DELETE to confirm").getAttribute("placeholder")).to.equal("the word");
    await isRefused("Type DELETE", "Tick this box");
    await field("Type DELETE to confirm").fill("DEL");
    await isRefused("Type DELETE");
    await field("Type DELETE to confirm").fill("DELETE");
    await field("I understand").check();
    await field("Force").check();
    await field("Force").uncheck();
    await runs({ confirm: "DELETE", understood: true });
  });

  it("ask for the constant of a condition once the condition holds", async () => {
    await open({
      required: ["env"],
      properties: { env: { title: "Environment", enum: ["test", "production"] } },
      if: { required: ["env"], properties: { env: { const: "production" } } },
      then: {
        required: ["confirm"],
        properties: { confirm: { ...text, title: "Type it again", const: "production" } },
      },
    });
    await choose("Environment", "production");
    await previews({ env: "production" });
    await isRefused("Type production");
    await field("Type it again").fill("production");
    await runs({ env: "production", confirm: "production" });
  });

  it("say of an empty field that its default is sent, and send it", async () => {
    await open({
      properties: {
        suffix: { ...text, title: "Suffix", default: "nightly" },
        keep: { ...text, title: "Keep", enum: ["one", "all"], default: "all" },
        when: { ...text, title: "When", format: "date-time", default: "2026-01-15T08:30:00Z" },
      },
    });
    const all = { suffix: "nightly", keep: "all", when: "2026-01-15T08:30:00Z" };
    await previews(all);
    await field("Suffix").fill("");
    await choose("Keep", "None");
    await page.getByText("While empty, the default is sent: nightly").waitFor();
    await page.getByText("While empty, the default is sent: all").waitFor();
    expect(await field("Suffix").inputValue()).to.equal("");
    await runs(all);
  });

  it("keep what was typed in a branch, and never send it from another one", async () => {
    await open({
      required: ["source"],
      properties: {
        source: {
          type: "object",
          title: "Source",
          oneOf: [
            {
              title: "File",
              required: ["kind", "path"],
              properties: { kind: { const: "file" }, path: { ...text, title: "Path" } },
            },
            {
              title: "Web",
              required: ["kind", "url"],
              properties: {
                kind: { const: "web" },
                url: { ...text, title: "Address" },
                token: { ...text, title: "Token", writeOnly: true },
              },
            },
          ],
        },
      },
    });
    await isRefused("Is required");
    await button("Web").click();
    await previews({ source: { kind: "web" } });
    await field("Address").fill("https://a");
    await field("Token").fill("hush");
    await button("File").click();
    await previews({ source: { kind: "file" } });
    await field("Path").fill("/etc");
    await tab("JSON").click();
    await tab("Form").click();
    await button("Web").click();
    expect(await field("Address").inputValue()).to.equal("https://a");
    expect(await field("Token").inputValue()).to.equal("hush");
    await button("File").click();
    expect(await field("Path").inputValue()).to.equal("/etc");
    await runs({ source: { kind: "file", path: "/etc" } });
  });

  it("open the branch that explains the whole payload, and drop what only it names", async () => {
    const path = { ...text, title: "Path" };
    const name = await open({
      properties: {
        what: {
          title: "What",
          anyOf: [
            { type: "object", title: "By path", required: ["path"], properties: { path } },
            {
              type: "object",
              title: "Path and depth",
              required: ["path", "depth"],
              properties: { path, depth: { type: "integer", title: "Depth" } },
            },
          ],
        },
      },
    });
    const { id } = await site.client.call("jobs.create", {
      body: { template: name, payload: { what: { path: "/x", depth: 2 } } },
    });
    await openForm(name, `from=${id}`);
    expect(await field("Depth").inputValue()).to.equal("2");
    await button("By path").click();
    await previews({ what: { path: "/x" } });
    expect(await field("Depth").count()).to.equal(0);
    await button("Path and depth").click();
    expect(await field("Depth").inputValue()).to.equal("2");
    await field("Depth").fill("");
    await isRefused("Is required");
    await button("By path").click();
    await runs({ what: { path: "/x" } });
  });

  it("guess nothing between branches that differ in what they require", async () => {
    const amount = { type: "integer", title: "Amount" };
    await open({
      required: ["change"],
      properties: {
        change: {
          type: "object",
          title: "Change",
          properties: { increase: { ...amount, title: "Increase" }, decrease: amount },
          oneOf: [
            { title: "Up", required: ["increase"] },
            { title: "Down", required: ["decrease"] },
          ],
        },
      },
    });
    expect(await page.getByRole("button", { pressed: true }).count()).to.equal(0);
    await field("Increase").fill("3");
    await runs({ change: { increase: 3 } });
  });

  it("send groups, lists and switches as they are shown", async () => {
    await open({
      required: ["hosts", "go", "opts"],
      properties: {
        hosts: { type: "array", title: "Hosts", items: text },
        go: { type: "boolean", title: "Go" },
        opts: { type: "object", title: "Options", properties: { a: { ...text, title: "A" } } },
        tls: {
          type: "object",
          title: "TLS",
          properties: { verify: { type: "boolean", title: "Verify", default: true } },
        },
        extra: { type: "object", title: "Extra", properties: { b: { ...text, title: "B" } } },
      },
    });
    await previews({ hosts: [], go: false, opts: {}, tls: { verify: true } });
    await field("B").fill("b");
    await runs({ hosts: [], go: false, opts: {}, tls: { verify: true }, extra: { b: "b" } });
  });
});
