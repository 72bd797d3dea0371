import { expect } from "chai";
import { isFiltered, readFilter, searchOf } from "./use-schedule-filter.ts";

describe("the filter of schedules", () => {
  it("is read from an address and written to one", () => {
    const text = "q=night&template=demo&attention=true";
    const filter = readFilter(new URLSearchParams(text));
    expect(filter).to.deep.equal({ q: "night", template: "demo", attention: true });
    expect(searchOf(filter).toString()).to.equal(text);
  });

  it("filters nothing where the address has none", () => {
    const filter = readFilter(new URLSearchParams("attention=no"));
    expect(isFiltered(filter)).to.equal(false);
    expect(searchOf(filter).toString()).to.equal("");
  });
});
