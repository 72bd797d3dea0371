import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { shownJobId } from "../../support/pages/job-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const payload = {
  type: "object",
  required: ["rate"],
  properties: {
    rate: { type: "number", title: "Rate" },
    depth: { type: "integer", title: "Depth", default: 5 },
    until: { type: "string", format: "date-time", title: "Until" },
    day: { type: "string", format: "date", title: "Day" },
    at: { type: "string", format: "time", title: "At" },
    chat: { type: "integer", title: "Chat" },
    sizes: { type: "array", maxItems: 5, items: { type: "number" }, title: "Sizes" },
    mounts: { type: "array", maxItems: 20, items: { type: "string" }, title: "Mounts" },
  },
};

describe("what is typed into a form", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { button, errorSummary, field, form, openForm, previewsPart, publishForm, tab } =
    formPage(site);
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publishForm("typed", payload, { mounts: { "ui:widget": "tags" } });
  });

  const open = (search?: string) => openForm("typed", search);

  /** Types keys into a control, one after the other, as a person does. */
  async function type(label: string, keys: string) {
    await field(label).focus();
    await page.keyboard.type(keys);
  }

  it("stops the submit at half-typed numbers, dates and times, which stay as they are", async () => {
    await open();
    await type("Rate", "1e");
    await field("Depth").fill("-");
    await type("Until", "03012026");
    await type("Day", "0301");
    await type("At", "0915");
    await button("Run").click();
    await errorSummary().waitFor();
    const words = (await errorSummary().textContent()) ?? "";
    expect(words).to.match(/Rate is not a number/);
    expect(words).to.match(/Depth is not a number/);
    expect(words).to.match(/Until is not a whole date and time yet/);
    expect(words).to.match(/Day is not a whole date yet/);
    expect(words).to.match(/At is not a whole time yet/);
    expect(words).to.not.match(/is required/);
    expect(page.url()).to.contain("/run");

    await tab("JSON").click();
    await tab("Form").click();
    expect(await field("Rate").inputValue()).to.equal("1e");
    expect(await field("Depth").inputValue()).to.equal("-");
    const partial = field("Until").and(page.locator(":invalid"));
    expect(await partial.count(), "inputs with half a time").to.equal(1);

    await field("Rate").fill("1.5");
    await field("Depth").fill("7");
    await field("Until").fill("2030-07-01T09:30");
    await field("Day").fill("2030-07-01");
    await field("At").fill("09:15");
    await previewsPart({ rate: 1.5, depth: 7, day: "2030-07-01", at: "09:15:00Z" });
    await button("Run").click();
    await shownJobId(page);
  });

  it("stops it at a half-emptied date over a value, and takes an emptied one as none", async () => {
    await open('payload={"rate":1,"day":"2030-07-01"}');
    await field("Day").focus();
    await page.keyboard.press("Backspace");
    await field("Rate").focus();
    await form().getByText("Is not a whole date yet").waitFor();
    await field("Day").focus();
    for (const key of ["Tab", "Backspace", "Tab", "Backspace"]) await page.keyboard.press(key);
    await previewsPart({ day: undefined });
    await form().getByText("Is not a whole date yet").waitFor({ state: "detached" });
  });

  it("reads a decimal comma, and refuses what would be changed", async () => {
    await open();
    await field("Rate").fill("1,5");
    await previewsPart({ rate: 1.5 });
    await field("Rate").fill("1.234,5");
    await field("Chat").fill("-1001234567890123456");
    await button("Run").click();
    const words = async () => (await errorSummary().textContent()) ?? "";
    await eventually(async () => /without separators/.test(await words()), "the comma's fault");
    expect(await words()).to.match(/Chat is too long a number to be kept exactly/);
    expect(await field("Chat").inputValue()).to.equal("-1001234567890123456");
    await field("Rate").fill("2");
    await field("Chat").fill("");
    await field("Rate").press("ArrowUp");
    await previewsPart({ rate: 3, chat: undefined });
  });

  it("keeps a half-typed number in a list item", async () => {
    await open('payload={"rate":1,"sizes":[1,2]}');
    const inputs = form().getByRole("group", { name: "Sizes" }).getByRole("textbox");
    await inputs.nth(1).fill("2e");
    await button("Run").click();
    await errorSummary().getByText("is not a number").waitFor();
    expect(await inputs.nth(1).inputValue()).to.equal("2e");
  });

  it("marks in the JSON tab what would be changed, and says so of a link", async () => {
    await open();
    await tab("JSON").click();
    const editor = page.getByRole("textbox", { name: "Payload as JSON" });
    // Text that replaces coloured text is given inline styles by the browser.
    const replace = async (text: string) => {
      await editor.press("Control+a");
      await editor.press("Backspace");
      await page.keyboard.insertText(text);
    };
    await replace('{\n  "rate": 1,\n  "chat": 9007199254740993\n}');
    await page.getByText("Line 3: /chat is too long a number to be kept exactly").waitFor();
    await replace('{\n  "rate": 1,\n  "rate": 2\n}');
    await page.getByText("Line 3: /rate is given more than once").waitFor();

    await open('payload={"rate":1e400}');
    await page.getByText("In the link's payload /rate is too large a number").waitFor();
    await open("p.chat=9007199254740993&p.rate=1");
    await button("Run").click();
    await errorSummary().getByText("is too long a number").waitFor();
    expect(await field("Chat").inputValue()).to.equal("9007199254740993");
  });

  it("splits tags at line breaks only, and leaves those that are there", async () => {
    await open('payload={"rate":1,"mounts":["src=/a,dst=/b"," ro ","x","x"]}');
    const there = ["src=/a,dst=/b", " ro ", "x", "x"];
    await type("Mounts", "a,b");
    await page.keyboard.press("Enter");
    await previewsPart({ mounts: [...there, "a,b"] });
    await page.getByRole("button", { name: "Split it at the commas" }).click();
    await previewsPart({ mounts: [...there, "a", "b"] });
    await type("Mounts", "x");
    await page.keyboard.press("Enter");
    await form().getByText("“x” is in the list already.").waitFor();
    expect(await field("Mounts").inputValue()).to.equal("x");
    await field("Mounts").fill("");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate('navigator.clipboard.writeText("one,1\\ntwo\\n")');
    await field("Mounts").press("Control+v");
    await previewsPart({ mounts: [...there, "a", "b", "one,1", "two"] });
  });

  it("says which of two equal times is meant, and when a time does not exist", async () => {
    await open();
    const zone = form().getByLabel("Time zone");
    await zone.fill("Europe/Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    await field("Until").fill("2026-10-25T02:30");
    await previewsPart({ until: "2026-10-25T02:30:00+02:00" });
    await page.getByRole("button", { name: "Use the second (UTC+01:00)" }).click();
    await previewsPart({ until: "2026-10-25T02:30:00+01:00" });
    await form().getByText("Meant is the second (UTC+01:00)").waitFor();
    await field("Until").fill("2026-03-29T02:30");
    await form().getByText("02:30 does not exist on this day").waitFor();
    await previewsPart({ until: "2026-03-29T03:30:00+02:00" });
  });
});
