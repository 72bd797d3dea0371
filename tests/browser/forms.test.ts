import type { TemplateDefinition } from "@formwork/contracts/template";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { demo, demoPayload } from "../support/demo-template.ts";
import { openSite, type Site } from "../support/site.ts";

describe("the run form in the browser", function () {
  this.timeout(90_000);
  let site: Site;
  let page: Page;

  before(async () => {
    site = await openSite();
    ({ page } = site);
    await publish("demo", demo);
  });
  after(() => site?.close());
  afterEach(() => {
    expect(site.faults, "errors of the page").to.deep.equal([]);
  });

  const publish = (name: string, definition: TemplateDefinition) =>
    site.client.call("templates.publish", { params: { name }, body: { ...definition, name } });
  async function open(payload: object = demoPayload, template = "demo") {
    await page.goto(
      `/templates/${template}/run?payload=${encodeURIComponent(JSON.stringify(payload))}`,
    );
    await field("Name").waitFor();
  }
  const form = () => page.getByRole("tabpanel", { name: "Form" });
  const field = (label: string) => form().getByLabel(label, { exact: true });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const group = (name: string) => form().getByRole("group", { name, exact: true });

  /** Waits until the previewed payload fulfils the condition. */
  async function previews(what: string, condition: (payload: Record<string, unknown>) => boolean) {
    let last = "";
    const probe = async () => {
      last = (await page.getByLabel("Payload that will be sent").textContent()) ?? "";
      return condition(JSON.parse(last));
    };
    await eventually(probe, what).catch((error: Error) => {
      throw new Error(`${error.message}; it shows ${last}`);
    });
  }
  const isFocused = (control: Locator) =>
    control.and(page.locator(":focus")).waitFor({ state: "attached" });

  async function submit(): Promise<string> {
    await button("Run").click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    return new URL(page.url()).pathname.split("/").at(-1) ?? "";
  }

  it("fills in defaults, also in nested groups", async () => {
    await open();
    expect(await field("Count").inputValue()).to.equal("3");
    expect(await group("Server").getByLabel("Host", { exact: true }).inputValue()).to.equal(
      "localhost",
    );
    expect(await field("Verify the certificate").isChecked()).to.equal(true);
    await previews(
      "the defaults",
      ({ server }) => JSON.stringify(server) === '{"host":"localhost","tls":{"verify":true}}',
    );
  });

  it("adds, fills, moves, duplicates and removes list items, and keeps the focus in the list", async () => {
    await open();
    const steps = group("Steps");
    const titles = (wanted: string[]) =>
      previews(
        `steps ${wanted}`,
        ({ steps = [] }) =>
          JSON.stringify((steps as { title: string }[]).map(({ title }) => title)) ===
          JSON.stringify(wanted),
      );
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
    await previews(
      "the file alone",
      ({ source }) => JSON.stringify(source) === '{"kind":"file","path":"/etc/hostname"}',
    );
    await group("Size").getByRole("button", { name: "In words" }).click();
    await group("Size").getByRole("textbox").fill("large");
    await previews("words", ({ size }) => size === "large");
    await group("Size").getByRole("button", { name: "In numbers" }).click();
    await group("Size").getByRole("textbox").fill("4");
    await previews("a number", ({ size }) => size === 4);
  });

  it("shows a conditional field, and drops its value when the condition no longer holds", async () => {
    await open();
    expect(await field("E-mail of that person").count()).to.equal(0);
    await field("Tell somebody").check();
    await field("E-mail of that person").fill("bob@example.org");
    await previews("the e-mail", ({ email }) => email === "bob@example.org");
    await field("Tell somebody").uncheck();
    await field("E-mail of that person").waitFor({ state: "detached" });
    await previews("no e-mail", (payload) => !("email" in payload));
  });

  it("takes a time with its time zone", async () => {
    await open();
    const zone = form().getByLabel("Time zone");
    await zone.fill("Europe/Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    await field("Due").fill("2030-07-01T09:30");
    await previews(
      "the offset of a Berlin summer",
      ({ due }) => due === "2030-07-01T09:30:00+02:00",
    );
    await form().getByText("1 Jul 2030, 07:30 UTC").waitFor();
    await zone.fill("Asia/Tokyo");
    await page.getByRole("option", { name: "Asia/Tokyo" }).click();
    await previews("the same clock in Tokyo", ({ due }) => due === "2030-07-01T09:30:00+09:00");
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
    await previews(
      "two labels",
      (payload) => JSON.stringify(payload.labels) === '{"team":"value 1","place":"value 2"}',
    );
    await labels.getByRole("button", { name: "Remove entry 1" }).click();
    await previews(
      "one label",
      (payload) => JSON.stringify(payload.labels) === '{"place":"value 2"}',
    );
  });

  it("takes words one by one, and splits one at its commas when asked", async () => {
    await open();
    await field("Words").fill("alpha");
    await page.keyboard.press("Enter");
    await field("Words").fill("beta, gamma");
    await page.keyboard.press("Enter");
    await previews("two words", ({ words }) => JSON.stringify(words) === '["alpha","beta, gamma"]');
    await button("Split it at the commas").click();
    await previews(
      "three words",
      ({ words }) => JSON.stringify(words) === '["alpha","beta","gamma"]',
    );
    await field("Words").press("Backspace");
    await previews("two words", ({ words }) => JSON.stringify(words) === '["alpha","beta"]');
  });

  it("describes a duration and a cron expression, and finds time zones by name", async () => {
    await open();
    await field("Pause").fill("1h30m");
    await form().getByText("1 hour 30 minutes").waitFor();
    await field("Rhythm").fill("0 9 * * 1-5");
    await form().getByText("At 09:00, Monday through Friday").waitFor();
    await field("Zone").fill("Lisbon");
    await page.getByRole("option", { name: "Europe/Lisbon" }).click();
    await previews("the zone", ({ zone }) => zone === "Europe/Lisbon");
  });

  it("masks a secret while it is typed and everywhere afterwards", async () => {
    await open();
    await field("Token").fill("open sesame");
    expect(await field("Token").getAttribute("type")).to.equal("password");
    await previews("a mask", ({ token }) => token === "••••••");
    const id = await submit();
    await page.getByRole("region", { name: "Payload as JSON" }).getByText("••••••").waitFor();
    expect(await page.content()).not.to.contain("sesame");
    const job = await site.client.call("jobs.get", { params: { id } });
    expect(job.payload.token).to.match(/^••••••[\w-]+$/);
  });

  it("lists every error after a failed submit; each entry focuses its field", async () => {
    await open({ name: "x", source: { kind: "text", text: "a" }, steps: [{ title: "" }] });
    await field("Count").fill("99");
    await button("Run").click();
    const summary = page.getByRole("alert").filter({ hasText: "fields need a change" });
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
    await publish("versions", demo);
    await open(demoPayload, "versions");
    await field("Name").fill("half-way");
    await publish("versions", { ...demo, title: "One more of everything" });
    await page.getByText("Version 1, the newest is 2.").waitFor();
    expect(await field("Name").inputValue()).to.equal("half-way");
    const job = await site.client.call("jobs.get", { params: { id: await submit() } });
    expect(job).to.deep.include({ template: { name: "versions", version: 1 } });
    await open(demoPayload, "versions");
    await publish("versions", { ...demo, title: "Two more of everything" });
    await button("Use version 3").click();
    await page.getByRole("heading", { name: "Two more of everything", level: 1 }).waitFor();
  });

  it("shows the server's errors at the same field in the same words", async () => {
    await publish("strict", demo);
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
    await previews(
      "what was typed",
      ({ source }) => JSON.stringify(source) === '{"kind":"text","text":"typed"}',
    );
    expect(page.url()).to.contain("/run");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/jobs\/[\w-]+$/);
  });
});
