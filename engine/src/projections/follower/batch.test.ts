import { expect } from "chai";
import { countIn } from "../cells.ts";
import { emptyRow } from "../number-tables.ts";
import { added, additionsOf, type Batch } from "./batch.ts";
import { createTally } from "./tally.ts";

const at = 1_800_000_000_000;

/** A batch of the cursors c1 to c4, each of which ended one job. */
function aBatch({ singly }: { singly: boolean }): Batch {
  const tally = createTally({ singly });
  const tick = { what: "succeeded", count: 1, wait: 3, run: 5 } as const;
  for (const cursor of ["c1", "c2", "c3", "c4"])
    tally.add({ seq: 4, at, template: "t", queue: "q", tick }, cursor);
  return { epoch: 1, after: "c0", upTo: "c4", singly, groups: tally.groups() };
}

/** What a row becomes that has all up to a cursor: the number of jobs added, or null. */
function addedTo(upTo: string, batch: Batch, epoch = 1) {
  const [addition] = additionsOf(batch);
  if (addition === undefined) throw new Error("The batch adds to no row");
  const { level, span, series } = addition;
  const row = added({ ...emptyRow(level, span, series), epoch, upTo }, addition, batch);
  if (row === null) return null;
  expect(row.upTo >= batch.upTo).to.equal(true);
  return Object.values(row.cells).reduce((sum, cell) => sum + countIn(cell, "succeeded"), 0);
}

describe("a batch of events", () => {
  it("is added to a row of a minute, an hour and a day, of all, a queue and a template", () => {
    expect(additionsOf(aBatch({ singly: false }))).to.have.length(9);
  });

  for (const singly of [false, true]) {
    const kept = singly ? "one by one" : "as a sum";
    it(`is added once to a row that has none of it, kept ${kept}`, () => {
      expect(addedTo("c0", aBatch({ singly }))).to.equal(4);
      expect(addedTo("", aBatch({ singly }))).to.equal(4);
      expect(addedTo("c4", aBatch({ singly }))).to.equal(0);
      expect(addedTo("c9", aBatch({ singly }))).to.equal(0);
      expect(addedTo("c9", aBatch({ singly }), 0)).to.equal(4);
    });
    it(`is not added to a row of a later log, kept ${kept}`, () => {
      expect(addedTo("c0", aBatch({ singly }), 2)).to.equal(null);
    });
  }

  it("adds to a row that has a part of it the rest, where that can be told", () => {
    expect(addedTo("c3", aBatch({ singly: true }))).to.equal(1);
    expect(addedTo("c3", aBatch({ singly: false }))).to.equal(null);
  });
});
