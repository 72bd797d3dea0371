import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { asSearch, formPage } from "../support/pages/form-page.ts";
import { jobReaches } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const secret = { type: "string", writeOnly: true, title: "Token", pattern: "^tok-[a-z]+$" };
const definition: TemplateDefinition = {
  name: "keys",
  title: "Keys",
  payload: {
    type: "object",
    properties: {
      who: { type: "string", title: "Who" },
      key: { type: "string", title: "Access key", format: "password", pattern: "^[a-f0-9]{8}$" },
      pem: { type: "string", title: "Certificate", writeOnly: true },
      env: {
        type: "object",
        title: "Environment",
        additionalProperties: { type: "string", writeOnly: true },
      },
      servers: {
        type: "array",
        title: "Servers",
        maxItems: 10,
        items: {
          type: "object",
          title: "Server",
          required: ["host", "token"],
          properties: { host: { type: "string", title: "Host" }, token: secret },
        },
      },
    },
  },
  form: { pem: { "ui:widget": "textarea" } },
  // Letters and digits are shifted by half their number, since a log shows no secret as it is.
  run: { kind: "command", argv: ["tr", "a-zA-Z0-9", "n-za-mN-ZA-M5-90-4"] },
  retry: { attempts: 1 },
};
const payload = {
  who: "x",
  key: "deadbeef",
  pem: "-----BEGIN-----",
  env: { API_KEY: "k-1" },
  servers: [
    { host: "alpha", token: "tok-alpha" },
    { host: "beta", token: "tok-beta" },
  ],
};

/** Shifts letters by 13 and digits by 5: what was shifted is as it was. */
function shiftBack(text: string): string {
  return text.replace(/[a-z0-9]/gi, (character) => {
    const [first, count] = /\d/.test(character) ? [48, 10] : [character < "a" ? 65 : 97, 26];
    return String.fromCharCode(first + ((character.charCodeAt(0) - first + count / 2) % count));
  });
}

describe("secrets in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, editor, field, form, group, openForm, publish, submit, tab, writeJson } =
    formPage(site);
  let page: Page;
  let origin: string;

  before(async () => {
    ({ page } = site);
    await publish(definition);
    const body = { template: "keys", payload };
    origin = (await site.client.call("jobs.create", { body })).id;
  });

  const key = () => field("Access key");

  async function editAndRunAgain() {
    await openForm("keys", `from=${origin}`);
    await form()
      .getByText(`Kept from job ${origin.slice(-8)}`)
      .first()
      .waitFor();
  }
  /** Runs the job and returns what it got, which the command writes shifted to its log. */
  async function run(): Promise<Record<string, unknown>> {
    const { id } = await submit();
    await jobReaches(site.client, id, "succeeded");
    const { items } = await site.client.call("jobs.logs", { params: { id }, query: {} });
    const shifted = items.map(({ text }) => text).find((text) => text.startsWith("{")) ?? "";
    return JSON.parse(shiftBack(shifted));
  }

  it("are kept as a state of their field, which no rule judges", async () => {
    await editAndRunAgain();
    expect(
      await form()
        .getByText(/^Kept from job/)
        .count(),
    ).to.equal(5);
    expect(await page.content()).to.not.match(/deadbeef|tok-|••••••[\w-]|BEGIN|"k-1/);
    await field("Who").fill("y");
    expect(await run()).to.deep.equal({ ...payload, who: "y" });
  });

  it("go with their item when it is removed, moved or duplicated", async () => {
    const [alpha, beta] = payload.servers;
    await editAndRunAgain();
    await button("Move up item 2 of Servers").click();
    expect((await run()).servers).to.deep.equal([beta, alpha]);
    await editAndRunAgain();
    await button("Duplicate item 1 of Servers").click();
    expect((await run()).servers).to.deep.equal([alpha, alpha, beta]);
    await editAndRunAgain();
    await button("Remove item 1 of Servers").click();
    expect((await run()).servers).to.deep.equal([beta]);
  });

  it("go with their value when its key is renamed, and are typed as secrets in a map", async () => {
    await editAndRunAgain();
    const env = group("Environment");
    await env.getByLabel("Name of entry 1").fill("API_TOKEN");
    await env.getByRole("button", { name: "Add entry" }).click();
    await env.getByLabel("Name of entry 2").fill("MORE");
    const value = env.getByLabel("Value of entry 2", { exact: true });
    expect(await value.getAttribute("type")).to.equal("password");
    await value.fill("k-2");
    expect((await run()).env).to.deep.equal({ API_TOKEN: "k-1", MORE: "k-2" });
  });

  it("are replaced by what is typed into an empty field, and can be kept after all", async () => {
    await editAndRunAgain();
    await form().getByRole("button", { name: "Access key Replace" }).click();
    await key().and(page.locator(":focus")).waitFor();
    expect(await key().inputValue()).to.equal("");
    await key().fill("nothing");
    await button("Run").click();
    await page
      .getByText(/must be 8 of/)
      .first()
      .waitFor();
    await key().fill("cafe0000");
    expect((await run()).key).to.equal("cafe0000");
    await editAndRunAgain();
    await form().getByRole("button", { name: "Access key Replace" }).click();
    await key().fill("half");
    await button(/^Keep the one from job/).click();
    expect(await run()).to.deep.equal(payload);
  });

  it("are hidden in the JSON tab when they were typed, and stay when others are edited there", async () => {
    await openForm("keys");
    await key().fill("cafe0001");
    await tab("JSON").click();
    await editor().getByText("••••••").first().waitFor();
    expect(await editor().textContent()).to.not.contain("cafe0001");
    expect(await page.getByLabel("Payload that will be sent").textContent()).to.not.contain(
      "cafe0001",
    );
    const text = (await editor().locator(".cm-line").allTextContents()).join("\n");
    await writeJson(text.replace("{", '{ "who": "from the text",'));
    await tab("Form").click();
    expect(await key().inputValue()).to.equal("cafe0001");
    expect(await run()).to.deep.include({ who: "from the text", key: "cafe0001" });
  });

  it("are asked for again where a mask stands for nothing", async () => {
    await openForm("keys", asSearch({ who: "••••••", key: "••••••x" }));
    await button("Run").click();
    await page
      .getByText(/type this secret again/)
      .first()
      .waitFor();
    await page
      .getByText(/type the value itself/)
      .first()
      .waitFor();
    expect(page.url()).to.contain("/run");
  });
});
