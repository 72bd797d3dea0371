import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { openSite, type Site } from "../support/site.ts";

const file = { type: "string", format: "data-url" };
const payload = {
  type: "object",
  properties: {
    one: { ...file, title: "One" },
    many: { type: "array", maxItems: 5, title: "Many", items: file },
    plain: { ...file, title: "Plain" },
    list: { type: "array", maxItems: 5, title: "List", items: file },
  },
};

describe("the files of a form", function () {
  this.timeout(90_000);
  let site: Site;
  let page: Page;

  before(async () => {
    site = await openSite();
    ({ page } = site);
    await site.client.call("templates.publish", {
      params: { name: "files" },
      body: {
        name: "files",
        title: "Files",
        payload,
        form: { one: { "ui:widget": "file" }, many: { "ui:widget": "files" } },
        run: { kind: "http", url: "https://example.org" },
      },
    });
  });
  after(() => site?.close());
  beforeEach(async () => {
    await page.goto("/templates/files/run");
    await input("One").waitFor({ state: "attached" });
  });
  afterEach(() => {
    expect(site.faults.splice(0), "errors of the page").to.deep.equal([]);
  });

  const input = (label: string) =>
    page.getByRole("tabpanel", { name: "Form" }).getByLabel(label, { exact: true });
  const aFile = (name: string, text: string) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  const report = aFile("Prüf bericht.txt", "all is well");
  const reportUrl = "data:text/plain;name=Pr%C3%BCf%20bericht.txt;base64,YWxsIGlzIHdlbGw=";

  async function previews(key: string, expected: unknown) {
    await eventually(
      async () => {
        const shown = await page.getByLabel("Payload that will be sent").textContent();
        return JSON.stringify(JSON.parse(shown ?? "")[key]) === JSON.stringify(expected);
      },
      `${key} is ${JSON.stringify(expected)}`,
    );
  }

  for (const [label, key] of [
    ["One", "one"],
    ["Plain", "plain"],
  ] as const)
    it(`take one as a data URL with its name, and let it go: ${label}`, async () => {
      await input(label).setInputFiles(report);
      await previews(key, reportUrl);
      await page.getByText("11 bytes").waitFor();
      await page.getByRole("button", { name: "Remove Prüf bericht.txt" }).click();
      await previews(key, undefined);
    });

  for (const [label, key] of [
    ["Many", "many"],
    ["List", "list"],
  ] as const)
    it(`take several at once, beside those there: ${label}`, async () => {
      await input(label).setInputFiles([aFile("a", "1"), aFile("b", "2")]);
      const [a, b] = ["data:text/plain;name=a;base64,MQ==", "data:text/plain;name=b;base64,Mg=="];
      await previews(key, [a, b]);
      await input(label).setInputFiles(report);
      await previews(key, [a, b, reportUrl]);
      await page.getByRole("button", { name: "Remove b" }).click();
      await previews(key, [a, reportUrl]);
    });

  it("take what is dropped", async () => {
    // The tests know no types of the browser.
    const data = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["1"], "dropped", { type: "text/plain" }));
      return transfer;
    })()`);
    await page.getByText("or drop files here").first().dispatchEvent("drop", {
      dataTransfer: data,
    });
    await previews("many", ["data:text/plain;name=dropped;base64,MQ=="]);
  });

  it("refuse what is too large for a payload", async () => {
    await input("One").setInputFiles(aFile("big.csv", "x".repeat(300_000)));
    await page
      .getByText(/big\.csv \(300 kB\): too large; all files of a job take at most/)
      .waitFor();
    await previews("one", undefined);
  });

  it("reach the job with their name", async () => {
    await input("One").setInputFiles(report);
    await page.getByRole("button", { name: "Run" }).click();
    await page.waitForURL(/\/jobs\/[\w-]+$/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const job = await site.client.call("jobs.get", { params: { id } });
    expect(job.payload).to.deep.equal({ one: reportUrl });
  });
});
