import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

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
  const site = siteOfSuite();
  const { button, field, openForm, previewsPart, publishForm, submit } = formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    const form = { one: { "ui:widget": "file" }, many: { "ui:widget": "files" } };
    await publishForm("files", payload, form);
  });
  beforeEach(() => openForm("files"));

  const aFile = (name: string, text: string) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  const report = aFile("Prüf bericht.txt", "all is well");
  const reportUrl = "data:text/plain;name=Pr%C3%BCf%20bericht.txt;base64,YWxsIGlzIHdlbGw=";

  for (const [label, key] of [
    ["One", "one"],
    ["Plain", "plain"],
  ] as const)
    it(`take one as a data URL with its name, and let it go: ${label}`, async () => {
      await field(label).setInputFiles(report);
      await previewsPart({ [key]: reportUrl });
      await page.getByText("11 bytes").waitFor();
      await button("Remove Prüf bericht.txt").click();
      await previewsPart({ [key]: undefined });
    });

  for (const [label, key] of [
    ["Many", "many"],
    ["List", "list"],
  ] as const)
    it(`take several at once, beside those there: ${label}`, async () => {
      await field(label).setInputFiles([aFile("a", "1"), aFile("b", "2")]);
      const [a, b] = ["data:text/plain;name=a;base64,MQ==", "data:text/plain;name=b;base64,Mg=="];
      await previewsPart({ [key]: [a, b] });
      await field(label).setInputFiles(report);
      await previewsPart({ [key]: [a, b, reportUrl] });
      await button("Remove b").click();
      await previewsPart({ [key]: [a, reportUrl] });
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
    await previewsPart({ many: ["data:text/plain;name=dropped;base64,MQ=="] });
  });

  it("refuse what is too large for a payload", async () => {
    await field("One").setInputFiles(aFile("big.csv", "x".repeat(300_000)));
    await page
      .getByText(/big\.csv \(300 kB\): too large; all files of a job take at most/)
      .waitFor();
    await previewsPart({ one: undefined });
  });

  it("reach the job with their name", async () => {
    await field("One").setInputFiles(report);
    expect((await submit()).payload).to.deep.equal({ one: reportUrl });
  });
});
