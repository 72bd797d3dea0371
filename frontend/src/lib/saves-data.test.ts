import { expect } from "chai";
import { savesData } from "./saves-data.ts";

describe("savesData", () => {
  it("is true for a user who saves data, and on a slow connection", () => {
    expect(savesData({ connection: { saveData: true, effectiveType: "4g" } })).to.equal(true);
    for (const effectiveType of ["slow-2g", "2g", "3g"])
      expect(savesData({ connection: { effectiveType } })).to.equal(true);
  });

  it("is false on a fast connection, and where the browser does not say", () => {
    expect(savesData({ connection: { saveData: false, effectiveType: "4g" } })).to.equal(false);
    expect(savesData({})).to.equal(false);
  });
});
