import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { demo, demoPayload } from "../../support/demo-template.ts";
import { asSearch, formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

describe("the run form in the browser", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const {
    button,
    errorSummary,
    field,
    form,
    group,
    openForm,
    previewsPart,
    publish,
    shownJob,
    submit,
  } = formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publish(demo);
  });

  const open = (payload: object = demoPayload, template = demo.name) =>
    openForm(template, asSearch(payload));

  const isFocused = (control: Locator) =>
    control.and(page.locator(":focus")).waitFor({ state: "attached" });

  it("fills in defaults, also in nested groups", async () => {
    await open();
    expect(await field("Count").inputValue()).to.equal("3");
    expect(await group("Server").getByLabel("Host", { exact: true }).inputValue()).to.equal(
      "localhost",
    );
    expect(await field("Verify the certificate").isChecked()).to.equal(true);
    await previewsPart({ server: { host: "localhost", tls: { verify: true } } });
  });

  it("adds, fills, moves, duplicates and removes list items, and keeps the focus in the list", async () => {
    await open();
    const steps = group("Steps");
    const titles = (wanted: string[]) =>
      previewsPart({ steps: wanted.map((title) => ({ title, weight: 1 })) });
    for (const title of ["one", "two"]) {
      const add = steps.getByRole("button", { name: "Add step" });
      await add.focus();
      await page.keyboard.press("Enter");
      const item = steps.getByRole("group").last().getByLabel("Title", { exact: true });
      await isFocused(item);
      await page.keyboard.type(title);
    }
    await titles(["one", "two"]);
    await steps.getByRole("button", { name: "Move up item 2 of Steps" }).click();
    await titles(["two", "one"]);
    await steps.getByRole("button", { name: "Duplicate item 1 of Steps" }).click();
    await titles(["two", "two", "one"]);
    await steps.getByRole("button", { name: "Remove item 2 of Steps" }).click();
    await titles(["two", "one"]);
    await steps.getByRole("button", { name: "Remove item 2 of Steps" }).click();
    await isFocused(steps.getByRole("button", { name: "Add step" }));
    await titles(["two"]);
  });

  it("shows the fields of the selected branch and sends only those", async () => {
    await open();
    await group("Source").getByRole("button", { name: "File" }).click();
    await field("Path").fill("/etc/hostname");
    await field("Written here").waitFor({ state: "detached" });
    await previewsPart({ source: { kind: "file", path: "/etc/hostname" } });
    await group("Size").getByRole("button", { name: "In words" }).click();
    await group("Size").getByRole("textbox").fill("large");
    await previewsPart({ size: "large" });
    await group("Size").getByRole("button", { name: "In numbers" }).click();
    await group("Size").getByRole("textbox").fill("4");
    await previewsPart({ size: 4 });
  });

  it("shows a conditional field, and drops its value when the condition no longer holds", async () => {
    await open();
    expect(await field("E-mail of that person").count()).to.equal(0);
    await field("Tell somebody").check();
    await field("E-mail of that person").fill("bob@example.org");
    await previewsPart({ email: "bob@example.org" });
    await field("Tell somebody").uncheck();
    await field("E-mail of that person").waitFor({ state: "detached" });
    await previewsPart({ email: undefined });
  });

  it("takes a time with its time zone", async () => {
    await open();
    const zone = form().getByLabel("Time zone");
    await zone.fill("Europe/Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    await field("Due").fill("2030-07-01T09:30");
    await previewsPart({ due: "2030-07-01T09:30:00+02:00" });
    await form().getByText("1 Jul 2030, 07:30 UTC").waitFor();
    await zone.fill("Asia/Tokyo");
    await page.getByRole("option", { name: "Asia/Tokyo" }).click();
    await previewsPart({ due: "2030-07-01T09:30:00+09:00" });
  });

  it("takes free names with values, and reports a repeated name", async () => {
    await open();
    const labels = group("Labels");
    for (const [index, name] of ["team", "team"].entries()) {
      await labels.getByRole("button", { name: "Add entry" }).click();
      await isFocused(labels.getByLabel(`Name of entry ${index + 1}`));
      await labels.getByLabel(`Name of entry ${index + 1}`).fill(name);
      await labels.getByLabel(`Value of entry ${index + 1}`).fill(`value ${index + 1}`);
    }
    await labels.getByText("There is another “team” above").waitFor();
    await labels.getByLabel("Name of entry 2").fill("place");
    await previewsPart({ labels: { team: "value 1", place: "value 2" } });
    await labels.getByRole("button", { name: "Remove entry 1" }).click();
    await previewsPart({ labels: { place: "value 2" } });
  });

  it("takes words one by one, and splits one at its commas when asked", async () => {
    await open();
    await field("Words").fill("alpha");
    await page.keyboard.press("Enter");
    await field("Words").fill("beta, gamma");
    await page.keyboard.press("Enter");
    await previewsPart({ words: ["alpha", "beta, gamma"] });
    await button("Split it at the commas").click();
    await previewsPart({ words: ["alpha", "beta", "gamma"] });
    await field("Words").press("Backspace");
    await previewsPart({ words: ["alpha", "beta"] });
  });

  it("describes a duration and a cron expression, and finds time zones by name", async () => {
    await open();
    await field("Pause").fill("1h30m");
    await form().getByText("1 hour 30 minutes").waitFor();
    await field("Rhythm").fill("0 9 * * 1-5");
    await form().getByText("At 09:00, Monday through Friday").waitFor();
    await field("Zone").fill("Lisbon");
    await page.getByRole("option", { name: "Europe/Lisbon" }).click();
    await previewsPart({ zone: "Europe/Lisbon" });
  });

  it("masks a secret while it is typed and everywhere afterwards", async () => {
    await open();
    await field("Token").fill("open sesame");
    expect(await field("Token").getAttribute("type")).to.equal("password");
    await previewsPart({ token: "••••••" });
    const job = await submit();
    await page.getByRole("region", { name: "Payload as JSON" }).getByText("••••••").waitFor();
    expect(await page.content()).not.to.contain("sesame");
    expect(job.payload.token).to.match(/^••••••[\w-]+$/);
  });

  it("lists every error after a failed submit; each entry focuses its field", async () => {
    await open({ name: "x", source: { kind: "text", text: "a" }, steps: [{ title: "" }] });
    await field("Count").fill("99");
    await button("Run").click();
    const summary = errorSummary();
    await isFocused(summary);
    expect(await summary.getByRole("listitem").count()).to.equal(3);
    await summary.getByRole("link", { name: "Count" }).click();
    await isFocused(field("Count"));
    await summary.getByRole("link", { name: /Title/ }).click();
    await isFocused(group("Steps").getByLabel("Title", { exact: true }));
    await field("Count").fill("5");
    await eventually(
      async () => (await summary.getByRole("listitem").count()) === 2,
      "one entry less",
    );
    expect(page.url()).to.contain("/templates/demo/run");
  });

  it("keeps its input when a new version is published, and offers the new version", async () => {
    const versions = { ...demo, name: "versions" };
    await publish(versions);
    await open(demoPayload, "versions");
    await field("Name").fill("half-way");
    await publish({ ...versions, title: "One more of everything" });
    await page.getByText("Version 1, the newest is 2.").waitFor();
    expect(await field("Name").inputValue()).to.equal("half-way");
    expect(await submit()).to.deep.include({ template: { name: "versions", version: 1 } });
    await open(demoPayload, "versions");
    await publish({ ...versions, title: "Two more of everything" });
    await button("Use version 3").click();
    await page.getByRole("heading", { name: "Two more of everything", level: 1 }).waitFor();
  });

  it("shows the server's errors at the same field in the same words", async () => {
    await publish({ ...demo, name: "strict" });
    await open({ ...demoPayload, name: "whole" }, "strict");
    // The server gets a name that the form never had.
    await page.route("**/api/v1/jobs", async (route) => {
      const body = route.request().postDataJSON();
      await route.continue({
        postData: JSON.stringify({ ...body, payload: { ...body.payload, name: "x" } }),
      });
    });
    await button("Run").click();
    const error = form()
      .locator(".fw-field")
      .filter({ has: page.getByLabel("Name", { exact: true }) })
      .locator('[id$="__error"]');
    const fromServer = await error.textContent();
    expect(fromServer).to.match(/3 characters/);
    await page.unroute("**/api/v1/jobs");
    await page.reload();
    await field("Name").fill("x");
    await field("Name").blur();
    await error.waitFor();
    expect(await error.textContent()).to.equal(fromServer);
  });

  it("can be used by keyboard alone", async () => {
    await open({ name: "keys", source: { kind: "text" } });
    await field("Name").focus();
    await page.keyboard.press("Tab");
    await isFocused(field("Count"));
    await field("Written here").focus();
    await page.keyboard.type("typed");
    await page.keyboard.press("Enter"); // Enter alone does not submit.
    await previewsPart({ source: { kind: "text", text: "typed" } });
    expect(page.url()).to.contain("/run");
    await page.keyboard.press("Control+Enter");
    await shownJob();
  });
});
