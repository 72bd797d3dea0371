import { expect } from "chai";
import type { Page } from "playwright-core";
import { formPage } from "../../support/pages/form-page.ts";
import { siteOfSuite } from "../../support/pages/site.ts";

const stations = Array.from({ length: 3000 }, (_, i) => `Station ${String(i).padStart(4, "0")}`);
const payload = {
  type: "object",
  properties: {
    station: { type: "string", title: "Station", enum: stations },
    several: {
      type: "array",
      title: "Several",
      maxItems: 5,
      uniqueItems: true,
      items: { $ref: "#/properties/station" },
    },
    constant: {
      title: "Constant",
      oneOf: stations.slice(0, 30).map((name, index) => ({ const: index, title: name })),
    },
    same: { title: "Same", enum: [1, "1", true, "true"] },
    flag: { type: ["boolean", "null"], title: "Flag" },
    zone: { type: "string", format: "timezone", title: "Zone" },
    pair: {
      type: "array",
      title: "Pair",
      prefixItems: [
        { type: "string", title: "Host" },
        { type: "integer", title: "Port" },
      ],
      items: false,
    },
  },
};

describe("choices, tuples and zones in a form", function () {
  this.timeout(90_000);
  const site = siteOfSuite();
  const { form, field, openForm, previews, publishForm } = formPage(site);
  const option = (name: string) => page.getByRole("option", { name, exact: true });
  let page: Page;

  before(async () => {
    ({ page } = site);
    await publishForm("choices", payload);
  });
  beforeEach(() => openForm("choices"));

  it("draw thousands of options in a window, found by their words", async () => {
    await field("Station").click();
    await option("Station 0000").waitFor();
    expect(await page.getByRole("option").count()).to.be.below(60);
    await page.keyboard.type("1234 stat");
    await option("Station 1234").waitFor();
    expect(await page.getByRole("option").count()).to.equal(1);
    await page.keyboard.press("Enter");
    await previews({});
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await previews({ station: "Station 1234" });
  });

  it("choose nothing by what is only typed", async () => {
    await field("Station").fill("station 0");
    await field("Several").focus();
    await previews({});
    expect(await field("Station").inputValue()).to.equal("");
  });

  it("take several of many, and constants with titles", async () => {
    for (const number of ["2000", "0007"]) {
      await field("Several").fill(number);
      await option(`Station ${number}`).click();
    }
    await previews({ several: ["Station 0007", "Station 2000"] });
    await field("Constant").fill("0012");
    await option("Station 0012").click();
    await previews({ several: ["Station 0007", "Station 2000"], constant: 12 });
  });

  it("go on by keyboard from the option that was chosen, past the end of the window", async () => {
    const press = async (key: string, times: number) => {
      for (let count = 0; count < times; count++) await page.keyboard.press(key);
    };
    await field("Several").fill("0007");
    await option("Station 0007").waitFor();
    await press("ArrowDown", 1);
    await press("Enter", 1);
    await previews({ several: ["Station 0007"] });
    await press("ArrowDown", 30);
    await page.locator("[role=option].Mui-focused").filter({ hasText: "Station 0037" }).waitFor();
    await press("Enter", 1);
    await previews({ several: ["Station 0007", "Station 0037"] });
  });

  it("tell values apart that read the same", async () => {
    await form().getByRole("combobox", { name: "Same" }).click();
    expect(await page.getByRole("option").allTextContents()).to.deep.equal([
      "1",
      '"1"',
      "true",
      '"true"',
    ]);
    await option('"1"').click();
    await previews({ same: "1" });
  });

  it("set a boolean to null, and back to nothing", async () => {
    for (const [name, value] of [
      ["Yes", { flag: true }],
      ["None", { flag: null }],
      ["Not set", {}],
    ] as const) {
      await form().getByRole("combobox", { name: "Flag" }).click();
      await option(name).click();
      await previews(value);
    }
    expect(await form().getByText("Flag", { exact: true }).count()).to.equal(1);
  });

  it("find zones by their present and their old name", async () => {
    for (const name of ["Asia/Kolkata", "Asia/Kathmandu", "Europe/Kyiv", "Asia/Calcutta"]) {
      await field("Zone").fill(name.split("/")[1] ?? "");
      await option(name).click();
      await previews({ zone: name });
    }
  });

  it("show the items of a tuple with their titles", async () => {
    await field("Port").fill("80");
    await previews({ pair: [80] });
    await field("Host").fill("a.example");
    await previews({ pair: ["a.example", 80] });
    await field("Port").fill("");
    await previews({ pair: ["a.example"] });
  });
});
