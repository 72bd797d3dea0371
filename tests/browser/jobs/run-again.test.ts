import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const mode = { type: "string", title: "Mode", minLength: 1 };
const depth = { type: "integer", title: "Depth", default: 1 };
const wipe = { type: "boolean", title: "Wipe first", default: true };
const token = { type: "string", title: "Access token", writeOnly: true };
const dotted = { type: "string", title: "Log level" };

const first: TemplateDefinition = {
  name: "again",
  title: "Again",
  run: { kind: "remote" },
  payload: { type: "object", required: ["mode"], properties: { mode, depth } },
};
/** Has a new field with a default, and `depth` no longer. */
const second: TemplateDefinition = {
  ...first,
  payload: {
    type: "object",
    required: ["mode"],
    properties: { mode, wipe, token, "log.level": dotted },
  },
};

describe("running a job again in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, field, openForm, preview, previews, publish, shownJob } = formPage(site);
  let page: Page;

  before(() => {
    ({ page } = site);
  });

  /** Makes a job by the first version, publishes the second, and opens the job to edit it. */
  async function openOldJob(name: string) {
    await publish({ ...first, name });
    const origin = await site.client.call("jobs.create", {
      body: { template: name, payload: { mode: "a", depth: 2 }, priority: 7, tags: ["night"] },
    });
    await publish({ ...second, name });
    await page.goto(`/jobs/${origin.id}`);
    await button("Edit & run again").click();
    await page.getByText("Version 1, the newest is 2.").waitFor();
    return origin;
  }

  it("sends what it shows, by the version and with the options that it shows", async () => {
    const origin = await openOldJob("again");
    await field("Mode").fill("edited");
    await previews({ mode: "edited", depth: 2 });
    await button(/^Options/).click();
    await button("After").click();
    await page.getByLabel("Wait for", { exact: true }).fill("90m");
    await button("Schedule").click();
    const job = await shownJob();
    expect(job).to.deep.include({
      rerunOf: origin.id,
      template: { name: "again", version: 1 },
      payload: { mode: "edited", depth: 2 },
      state: "scheduled",
      priority: 7,
      tags: ["night"],
    });
  });

  it("carries what was typed into the newest version, and names what has no place there", async () => {
    await openOldJob("again-newest");
    await field("Mode").fill("carried");
    await button("Use version 2").click();
    await page.getByText("Wipe first").waitFor();
    expect(await field("Mode").inputValue()).to.equal("carried");
    await button("Remove depth").click();
    await previews({ mode: "carried", wipe: true });
    await page.keyboard.press("Control+Enter");
    expect((await shownJob()).template.version).to.equal(2);
  });

  it("says at opening which keys of a link it does not know, and removes them", async () => {
    await publish({ ...second, name: "linked" });
    await openForm("linked", "p.mode=x&p.nope=1&p./log.level=debug");
    await page.getByText("is not a known field").waitFor();
    expect(await field("Log level").inputValue()).to.equal("debug");
    await button("Run").click();
    await page.getByRole("link", { name: "Nope", exact: true }).click();
    await page.keyboard.press("Enter");
    await page.getByText("is not a known field").first().waitFor({ state: "hidden" });
    expect(await preview()).to.deep.equal({ mode: "x", "log.level": "debug", wipe: true });
  });

  it("takes a secret out of the address, and keeps it in the form", async () => {
    await openForm("linked", "p.mode=x&p.token=hush");
    await page.getByText(/The link holds a secret: Access token/).waitFor();
    expect(await field("Access token").inputValue()).to.equal("hush");
    expect(page.url()).not.to.contain("hush");
  });

  it("submits by Ctrl+Enter on a fresh page, where nothing has the focus", async () => {
    await openForm("linked", "p.mode=x");
    await field("Mode").waitFor();
    expect(await page.evaluate("document.activeElement === document.body")).to.equal(true);
    await page.keyboard.press("Control+Enter");
    expect((await shownJob()).payload).to.deep.equal({ mode: "x", wipe: true });
  });

  it("names on the page of a job those that run it again, as they are now", async () => {
    await publish({ ...second, name: "linked" });
    const body = { template: "linked", payload: { mode: "x" } };
    const { id } = await site.client.call("jobs.create", { body });
    const rerun = (mode: string) =>
      site.client.call("jobs.rerun", { params: { id }, body: { payload: { mode } } });
    await page.goto(`/jobs/${id}`);
    await page.getByText("Queue", { exact: true }).waitFor();
    const first = await rerun("one");
    const link = page.getByRole("link", { name: "one" });
    await link.waitFor();
    await site.client.call("jobs.cancel", { params: { id: first.id } });
    await page.getByText("one · cancelled").waitFor();
    for (const mode of ["two", "three", "four"]) await rerun(mode);
    await link.waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "All re-runs" }).click();
    await page.waitForURL(/\/jobs\?rerunOf=/);
    for (const mode of ["one", "two", "three", "four"]) await page.getByText(mode).waitFor();
  });

  it("runs a scheduled job now, from its page and from the list", async () => {
    await publish({ ...second, name: "linked" });
    const body = { template: "linked", payload: { mode: "later" }, delay: "2h", tags: ["now"] };
    const first = await site.client.call("jobs.create", { body });
    await page.goto(`/jobs/${first.id}`);
    await button("Run now").click();
    await page.getByText("Due time changed by you").waitFor();
    await button("Run now").waitFor({ state: "detached" });
    const { id } = await site.client.call("jobs.create", { body });
    await page.goto("/jobs?state=scheduled&tag=now");
    await button(/^Actions/).click();
    await page.getByRole("menuitem", { name: "Run now" }).click();
    await button(/^Actions/).waitFor({ state: "detached" });
    expect((await site.client.call("jobs.get", { params: { id } })).state).to.equal("queued");
  });

  it("says on the page of a job what its actions do and who cancelled it", async () => {
    const { id } = await site.client.call("jobs.create", {
      body: { template: "linked", payload: { mode: "x" } },
    });
    await page.goto(`/jobs/${id}`);
    await button("Cancel").click();
    await page.getByText("Cancelled by you").waitFor();
    await button("Retry").hover();
    await page.getByRole("tooltip", { name: /this same job again/ }).waitFor();
  });
});
