import { expect } from "chai";
import fc from "fast-check";
import {
  noSelection,
  type Selection,
  selectedRows,
  selectRange,
  shareOf,
  toggleLoaded,
  toggleRow,
} from "./selection.ts";

const rows = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
const idsOf = (selection: Selection, shown = rows) =>
  selectedRows(selection, shown)
    .map(({ id }) => id)
    .join("");

describe("A selection of jobs", () => {
  it("toggles rows, and selects from the last one to another, in both directions", () => {
    const second = toggleRow(noSelection, rows, "b");
    expect(idsOf(second)).to.equal("b");
    expect(idsOf(selectRange(second, rows, "d"))).to.equal("bcd");
    expect(idsOf(selectRange(toggleRow(second, rows, "e"), rows, "c"))).to.equal("bcde");
    expect(idsOf(toggleRow(second, rows, "b"))).to.equal("");
  });

  it("selects one row where no range can begin", () => {
    expect(idsOf(selectRange(noSelection, rows, "c"))).to.equal("c");
    const gone = { ...noSelection, anchor: "z" };
    expect(idsOf(selectRange(gone, rows, "c"))).to.equal("c");
  });

  it("counts no row that has left the list", () => {
    const both = toggleRow(toggleRow(noSelection, rows, "a"), rows, "b");
    expect(idsOf(both, rows.slice(1))).to.equal("b");
  });

  it("keeps the loaded rows when one is taken out of all that match", () => {
    const all = { ...noSelection, isAll: true };
    expect(idsOf(all)).to.equal("abcde");
    const without = toggleRow(all, rows, "c");
    expect(without.isAll).to.equal(false);
    expect(idsOf(without)).to.equal("abde");
  });

  it("selects every loaded row, and none when it is pressed again", () => {
    const whole = toggleLoaded(toggleRow(noSelection, rows, "a"), rows);
    expect(idsOf(whole)).to.equal("abcde");
    expect(toggleLoaded(whole, rows)).to.equal(noSelection);
    expect([0, 2, 5].map((count) => shareOf(count, 5))).to.deep.equal(["none", "some", "all"]);
  });

  it("never selects what is not in the list, whatever is pressed", () => {
    const press = fc.record({ id: fc.constantFrom("a", "b", "e", "z"), range: fc.boolean() });
    fc.assert(
      fc.property(fc.array(press), (presses) => {
        const end = presses.reduce(
          (before, { id, range }) => (range ? selectRange : toggleRow)(before, rows, id),
          noSelection,
        );
        expect("abcde").to.satisfy((all: string) =>
          [...idsOf(end)].every((id) => all.includes(id)),
        );
      }),
    );
  });
});
