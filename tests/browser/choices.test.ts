import { isDeepStrictEqual } from "node:util";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { openSite, type Site } from "../support/site.ts";

const text = { type: "string" };

describe("choices, constants and defaults of a form in the browser", function () {
  this.timeout(90_000);
  let site: Site;
  let page: Page;
  let published = 0;

  before(async () => {
    site = await openSite();
    ({ page } = site);
  });
  after(() => site?.close());
  afterEach(() => {
    expect(site.faults, "errors of the page").to.deep.equal([]);
  });

  const field = (label: string) => page.getByLabel(label, { exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const combobox = (name: string) => page.getByRole("combobox", { name });
  const preview = async (): Promise<unknown> =>
    JSON.parse((await page.getByLabel("Payload that will be sent").textContent()) ?? "");
  const showsPayload = (expected: unknown) =>
    eventually(async () => isDeepStrictEqual(await preview(), expected), JSON.stringify(expected));
  async function choose(select: string, option: string) {
    await combobox(select).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }

  /** Publishes a template with this payload and opens its form. */
  async function open(payload: object, { form = {}, search = "" } = {}) {
    const name = `choices-${published++}`;
    await site.client.call("templates.publish", {
      params: { name },
      body: {
        name,
        title: name,
        run: { kind: "remote" },
        payload: { type: "object", ...payload },
        form,
      },
    });
    await page.goto(`/templates/${name}/run?${search}`);
    await button("Run").waitFor();
    return name;
  }

  /** Submits, and expects that the job has what the preview showed. */
  async function runs(expected: unknown) {
    await showsPayload(expected);
    await button("Run").click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const job = await site.client.call("jobs.get", { params: { id } });
    expect(job.payload).to.deep.equal(expected);
    return job;
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
    await showsPayload({});
    await isRefused("Is required");
    await choose("Region", "America");
    await choose("Tier", "Europe");
    await showsPayload({ region: "us", tier: "eu" });
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
      { form: { confirm: { "ui:placeholder": "the word" } } },
    );
    await showsPayload({});
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
    await showsPayload({ env: "production" });
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
    await showsPayload(all);
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
    await showsPayload({ source: { kind: "web" } });
    await field("Address").fill("https://a");
    await field("Token").fill("hush");
    await button("File").click();
    await showsPayload({ source: { kind: "file" } });
    await field("Path").fill("/etc");
    await page.getByRole("tab", { name: "JSON" }).click();
    await page.getByRole("tab", { name: "Form" }).click();
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
    await page.goto(`/templates/${name}/run?from=${id}`);
    expect(await field("Depth").inputValue()).to.equal("2");
    await button("By path").click();
    await showsPayload({ what: { path: "/x" } });
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
    await showsPayload({ hosts: [], go: false, opts: {}, tls: { verify: true } });
    await field("B").fill("b");
    await runs({ hosts: [], go: false, opts: {}, tls: { verify: true }, extra: { b: "b" } });
  });
});
