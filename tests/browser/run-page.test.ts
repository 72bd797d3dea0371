import { expect } from "chai";
import type { Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { asSearch, formPage } from "../support/pages/form-page.ts";
import { siteOfSuite } from "../support/pages/site.ts";

describe("the run page in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, editor, openForm, preview, previewsPart, publish, submit, tab, writeJson } =
    formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publish(demo);
  });

  /** Finds a field of the form, or of the options of the run. */
  const field = (label: string) => page.getByLabel(label, { exact: true });

  const open = (search = asSearch(demoPayload)) => openForm("demo", search);

  it("keeps form and JSON equal, and keeps the JSON tab while the text is no JSON", async () => {
    await open();
    await field("Name").fill("from the form");
    await tab("JSON").click();
    await editor().getByText('"from the form"').waitFor();
    await writeJson('{ "name": "half');
    await page
      .getByText(/This is not JSON yet/)
      .first()
      .waitFor();
    expect(await tab("Form").isDisabled()).to.equal(true);
    await page.getByText("The last payload that was whole:").waitFor();
    await button("Run").click();
    expect(page.url(), "nothing was sent").to.contain("/run");
    await writeJson('{ "name": "from the text", "source": { "kind": "text", "text": "b" } }');
    await tab("Form").click();
    expect(await field("Name").inputValue()).to.equal("from the text");
    expect((await submit()).payload).to.deep.include({
      name: "from the text",
      source: { kind: "text", text: "b" },
    });
  });

  it("is filled in by its address, as a whole or by value, and warns of what cannot be read", async () => {
    await open(
      `${asSearch({ ...demoPayload, count: 4 })}&p.count=7&p.server.host=example.org&p.steps.0.title=first`,
    );
    expect(await preview()).to.deep.include({
      name: "demo",
      count: 7,
      steps: [{ title: "first", weight: 1 }],
    });
    expect(await field("Host").inputValue()).to.equal("example.org");
    await open("payload=%7Bcut&p.name=still-there");
    await page.getByText(/payload is not a JSON object/).waitFor();
    expect(await field("Name").inputValue()).to.equal("still-there");
  });

  it("starts from an example", async () => {
    await open();
    await button("Start from an example").click();
    await page.getByRole("menuitem", { name: "With steps" }).click();
    await previewsPart({ name: "with steps" });
    expect(await field("Title").count()).to.equal(2);
  });

  it("reruns a job with another payload, linked to the first and with its secret", async () => {
    const body = { template: "demo", payload: { ...demoPayload, token: "open sesame" } };
    const origin = await site.client.call("jobs.create", { body });
    await page.goto(`/jobs/${origin.id}`);
    await button("Edit & run again").click();
    await page.getByText(`Filled in from job ${origin.id}`).waitFor();
    await field("Name").fill("second");
    const job = await submit();
    expect(job).to.deep.include({ rerunOf: origin.id, template: origin.template });
    expect(job.payload.name).to.equal("second");
    expect(job.payload.token).to.match(/^••••••[\w-]+$/);
    expect(await page.content()).not.to.contain("sesame");
    await page.getByRole("term").filter({ hasText: "Runs again" }).waitFor();
  });

  it("submits the options of the run", async () => {
    await open();
    await button(/^Options/).click();
    await button("After").click();
    await field("Wait for").fill("nonsense");
    await button("Schedule").click();
    await page.getByText(/must be a duration/i).waitFor();
    await field("Wait for").fill("90m");
    await page.getByText("1 hour 30 minutes").waitFor();
    await page.getByRole("combobox", { name: "Priority" }).click();
    await page.getByRole("option", { name: "9", exact: true }).click();
    await field("Tags").fill("night");
    await page.keyboard.press("Enter");
    await field("Attempts").fill("7");
    await field("Timeout of an attempt").fill("5m");
    const job = await submit("Schedule");
    expect(job).to.deep.include({
      state: "scheduled",
      priority: 9,
      tags: ["night"],
      maxAttempts: 7,
    });
    expect(Date.parse(job.runAt) - Date.parse(job.createdAt)).to.be.within(
      89 * 60_000,
      91 * 60_000,
    );
  });

  it("asks for confirmation only when leaving would lose input", async () => {
    const toJobs = () =>
      page.getByRole("navigation").getByRole("link", { name: "Jobs" }).first().click();
    await open();
    await field("Name").fill("unsaved");
    await toJobs();
    const dialog = page.getByRole("dialog", { name: "Leave without submitting?" });
    await dialog.getByRole("button", { name: "Stay" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await field("Name").inputValue()).to.equal("unsaved");
    await toJobs();
    await dialog.getByRole("button", { name: "Leave" }).click();
    await page.waitForURL(/\/jobs$/);
    await open();
    await toJobs();
    await page.waitForURL(/\/jobs$/);
  });

  it("creates one job from a submit whose reply was lost", async () => {
    await open(asSearch({ ...demoPayload, name: "only once" }));
    const keys: (string | undefined)[] = [];
    await page.route("**/api/v1/jobs", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      await route.fetch(); // The server gets the request, but its reply does not arrive.
      await route.abort("connectionreset");
    });
    await button("Run").click();
    await page.getByRole("alert").filter({ hasText: "The server cannot be reached" }).waitFor();
    await submit();
    await page.unroute("**/api/v1/jobs");
    expect(keys).to.have.length(2);
    expect(new Set(keys)).to.have.property("size", 1);
    const { items } = await site.client.call("jobs.list", {
      query: { "payload.name": "only once" },
    });
    expect(items).to.have.length(1);
  });

  it("reports a template that is archived or does not exist", async () => {
    await publish({ ...demo, name: "old" });
    await site.client.call("templates.archive", { params: { name: "old" } });
    await page.goto("/templates/old/run");
    await page.getByText("This template is archived").waitFor();
    expect(await button("Run").count()).to.equal(0);
    await page.goto("/templates/never-was/run");
    await page.getByText("never-was").waitFor();
    await page.getByRole("link", { name: "All templates" }).click();
    await page.getByRole("heading", { name: "Templates", level: 1 }).waitFor();
    await page.goto("/nowhere");
    await page.getByText("There is nothing here").waitFor();
  });
});
