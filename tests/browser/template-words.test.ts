import type { TemplateDefinition } from "@formwork/contracts/template";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../support/pages/form-page.ts";
import { shownJobId } from "../support/pages/job-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

const deploy: TemplateDefinition = {
  name: "deploy",
  title: "Deploy",
  summary: "{{payload.env}} {{payload.commit}}",
  confirm: { text: "Deploys {{payload.commit}} to {{payload.env}}", word: "{{payload.env}}" },
  payload: {
    type: "object",
    required: ["commit"],
    properties: {
      commit: { type: "string", title: "Commit", pattern: "^[0-9a-f]{8}$" },
      env: { type: "string", title: "Environment", default: "staging" },
      path: { type: "string", title: "Path", pattern: "^/" },
    },
  },
  form: {
    commit: { "ui:messages": { pattern: "Eight of 0–9 and a–f", required: "Which commit?" } },
  },
  run: { kind: "http", url: "https://example.org/" },
};

describe("the words of a template", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, field, openForm, publish } = formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publish(deploy);
  });

  const dialog = () => page.getByRole("dialog", { name: "Deploy: run it?" });
  const jobs = async () => (await site.client.call("jobs.list", { query: {} })).items;

  it("are said for its faults by the form, and by the server alike", async () => {
    await openForm("deploy", "p.path=relative");
    await button("Run").click();
    await page.getByText("Which commit?").first().waitFor();
    await field("Commit").fill("xyz");
    await button("Run").click();
    await page.getByText("Commit: Eight of 0–9 and a–f").waitFor();
    await page.getByText("Path must start with /").waitFor();
    const payload = { commit: "xyz" };
    const { errors } = await site.client.call("templates.validate", {
      params: { name: "deploy" },
      body: { payload },
    });
    expect(errors.map(({ message }) => message)).to.deep.equal(["Eight of 0–9 and a–f"]);
  });

  it("ask for a word before a job is sent, by keyboard alone and on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await openForm("deploy", "p.env=production&p.commit=0123abcd");
    await field("Commit").press("Control+Enter");
    await dialog().getByText("Deploys 0123abcd to production").waitFor();
    const run = dialog().getByRole("button", { name: "Run", exact: true });
    expect(await run.isDisabled()).to.equal(true);
    await page.keyboard.type("Production");
    await page.keyboard.press("Enter");
    expect(await run.isDisabled()).to.equal(true);
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    expect(await jobs()).to.have.length(0);
    await button("Run").click();
    await page.keyboard.type("production");
    await page.keyboard.press("Enter");
    await shownJobId(page);
    await page.getByText("production 0123abcd", { exact: true }).first().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("ask again when the job is run again", async () => {
    const [job] = await jobs();
    await site.client.call("jobs.cancel", { params: { id: job?.id ?? "" } }).catch(() => null);
    await page.goto(`/jobs/${job?.id}`);
    await button("Run again").click();
    await page.waitForURL(/\/templates\/deploy\/run\?from=/);
    await button("Run").click();
    await dialog().getByRole("textbox", { name: "Type “production” to go on" }).fill("production");
    await dialog().getByRole("button", { name: "Run", exact: true }).click();
    await eventually(async () => (await jobs()).length === 2, "a second job");
  });

  it("ask for a click where there is no word, and ask no program", async () => {
    await publish({ ...deploy, confirm: { text: "Sure?" } });
    await openForm("deploy", "p.commit=0123abcd");
    await button("Run").click();
    await dialog().getByText("Sure?").waitFor();
    expect(await dialog().getByRole("textbox").count()).to.equal(0);
    await dialog().getByRole("button", { name: "Run", exact: true }).click();
    await shownJobId(page);
    const body = { template: "deploy", payload: { commit: "0123abcd" } };
    await site.client.call("jobs.create", { body });
    expect(await jobs()).to.have.length(4);
  });
});
