import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const text = { type: "string" };
const payload = {
  type: "object",
  properties: {
    title: { ...text, title: "Title" },
    hosts: {
      type: "array",
      title: "Hosts",
      items: { type: "object", properties: { name: { ...text, title: "Name" } } },
    },
    labels: { type: "object", title: "Labels", additionalProperties: text },
  },
};
const count = 300;
const hosts = Array.from({ length: count }, (_, index) => ({ name: `host-${index}` }));
const labels = Object.fromEntries(hosts.map(({ name }, index) => [`key-${index}`, name]));

/** React keeps with each element the props that it was rendered with: others mean that it was again. */
const propsOf =
  "(element) => element[Object.keys(element).find((key) => key.startsWith('__reactProps$'))]";
const rows = "document.querySelectorAll('[data-line], [data-row] input')";
const markRows = `for (const row of ${rows}) row.renderedWith = (${propsOf})(row)`;
const countRendered = `[...${rows}].filter((row) => row.renderedWith !== (${propsOf})(row)).length`;

describe("a key in a form with hundreds of rows", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { field, form, group, openForm, previewsPart, publishForm } = formPage(site);
  let page: Page;
  let jobId: string;

  before(async () => {
    ({ page } = site);
    await publishForm("rows", payload);
    const body = { template: "rows", payload: { title: "T", hosts, labels } };
    jobId = (await site.client.call("jobs.create", { body })).id;
  });
  beforeEach(async () => {
    await openForm("rows", `from=${jobId}`);
    await group("Labels").getByLabel(`Value of entry ${count}`).waitFor();
  });

  /** Types into a field that has the focus, and returns how many rows are rendered for the last key. */
  async function renderedFor(typed: string): Promise<number> {
    await page.keyboard.press("End");
    await page.keyboard.type(typed.slice(0, -1));
    await page.waitForTimeout(0);
    await page.evaluate(markRows);
    await page.keyboard.type(typed.slice(-1));
    return page.evaluate<number>(countRendered);
  }

  it("renders none of them for a field beside them", async () => {
    await field("Title").click();
    expect(await renderedFor("ab")).to.equal(0);
    await previewsPart({ title: "Tab", hosts, labels });
  });

  it("renders the row of an object with free keys that it is in, and no other", async () => {
    await group("Labels").getByLabel("Value of entry 1", { exact: true }).click();
    expect(await renderedFor("xy")).to.be.within(1, 2);
    await previewsPart({ labels: { ...labels, "key-0": "host-0xy" } });
  });

  it("renders the lines of a list that are in view, and no others", async () => {
    await group("Hosts")
      .getByRole("button", { name: /^Host 1 / })
      .click();
    await form().getByLabel("Name", { exact: true }).click();
    expect(await renderedFor("xy")).to.be.within(1, 60);
    await previewsPart({ hosts: hosts.with(0, { name: "host-0xy" }) });
  });
});
