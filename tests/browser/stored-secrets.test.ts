import { expect } from "chai";
import type { Page } from "playwright-core";
import { siteOfSuite } from "../support/pages/site.ts";

const value = "hunter2-hunter2-hunter2";
const definition = {
  name: "caller",
  title: "Caller",
  payload: { type: "object" },
  run: {
    kind: "http" as const,
    url: "http://127.0.0.1:9/{{secret.API_TOKEN}}",
  },
};

describe("secrets in the settings", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  let page: Page;
  before(async () => {
    ({ page } = site);
    await site.client.call("templates.publish", { params: { name: "caller" }, body: definition });
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const dialog = (name: string) => page.getByRole("dialog", { name });

  it("are missing on the page of a template until they are added", async () => {
    await page.goto("/templates/caller/run");
    await page.getByText("names the secret API_TOKEN, which does not exist").waitFor();
    await page.goto("/templates");
    const strip = page.getByRole("alert").filter({ hasText: "1 template needs attention" });
    await strip.getByRole("button", { name: "Show" }).click();
    await strip.getByText("names the secret API_TOKEN, which does not exist").waitFor();
    await page.goto("/settings/secrets");
    await page.getByText("No secrets yet").waitFor();
    await button("New secret").click();
    const asks = dialog("New secret");
    await asks.getByLabel("Name").fill("1x");
    await button("Save").click();
    await asks.getByText("not a digit first").waitFor();
    await asks.getByText("At least 4 characters").waitFor();
    await asks.getByLabel("Name").fill("API_TOKEN");
    await asks.getByLabel("Value").fill(value);
    await asks.getByLabel("What it is for").fill("The tests");
    await button("Save").click();
    const row = page.getByRole("list", { name: "Secrets" }).getByRole("listitem");
    await row.getByRole("link", { name: "caller" }).click();
    await page.getByRole("heading", { name: "Caller", level: 1 }).waitFor();
    expect(await page.getByText("which does not exist").count()).to.equal(0);
  });

  it("get a new value or other templates, and are never shown", async () => {
    await page.goto("/settings/secrets");
    await button("Change API_TOKEN").click();
    const asks = dialog("Secret API_TOKEN");
    expect(await asks.getByLabel("New value").inputValue()).to.equal("");
    await asks.getByLabel("Only for these templates").click();
    await page.getByRole("option", { name: "compare-json" }).click();
    await page.keyboard.press("Escape");
    await button("Save").click();
    await page.getByText("Only for: compare-json").waitFor();
    await page.goto("/templates/caller/run");
    await page.getByText("which it may not use").waitFor();
    const stored = await site.client.call("secrets.get", { params: { name: "API_TOKEN" } });
    expect(JSON.stringify([stored, await page.content()])).to.not.contain(value);
  });

  it("are removed after the page has said whose jobs will fail", async () => {
    await page.goto("/settings/secrets");
    await button("Remove API_TOKEN").click();
    const asks = dialog("Remove API_TOKEN?");
    await asks.getByText("1 template uses it, and their jobs will fail").waitFor();
    await asks.getByRole("button", { name: "Remove" }).click();
    await page.getByText("No secrets yet").waitFor();
  });
});
