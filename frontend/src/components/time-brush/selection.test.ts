import { expect } from "chai";
import fc from "fast-check";
import { afterKey, bucketAt, spanOf } from "./selection.ts";

const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe("the selection of buckets", () => {
  it("is in order of time, whichever way it was drawn", () => {
    expect(spanOf({ anchor: 5, head: 2 })).to.deep.equal({ first: 2, last: 5 });
    expect(spanOf({ anchor: 2, head: 5 })).to.deep.equal({ first: 2, last: 5 });
  });

  it("finds the bucket below the pointer, and the outermost one beyond an edge", () => {
    expect([0, 9.9, 10, 99, 100, 250, -4].map((x) => bucketAt(x, 100, 10))).to.deep.equal([
      0, 0, 1, 9, 9, 9, 0,
    ]);
    expect(bucketAt(5, 0, 10)).to.equal(0);
  });

  it("begins at the last bucket, is moved by arrows and widened with Shift", () => {
    const last = afterKey(null, press("ArrowLeft"), 10);
    expect(last).to.deep.equal({ anchor: 9, head: 9 });
    expect(afterKey(null, press("ArrowRight", true), 10)).to.deep.equal({ anchor: 9, head: 9 });
    expect(afterKey({ anchor: 9, head: 9 }, press("ArrowLeft", true), 10)).to.deep.equal({
      anchor: 9,
      head: 8,
    });
    expect(afterKey({ anchor: 9, head: 8 }, press("Home"), 10)).to.deep.equal({
      anchor: 0,
      head: 0,
    });
    expect(afterKey({ anchor: 3, head: 3 }, press("x"), 10)).to.equal(undefined);
  });

  it("stays within the buckets, whatever is pressed", () => {
    const keys = fc.constantFrom("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(keys, fc.boolean())),
        fc.integer({ min: 1, max: 60 }),
        (presses, count) => {
          let selection: ReturnType<typeof afterKey> | null = null;
          for (const [key, shift] of presses)
            selection = afterKey(selection ?? null, press(key, shift), count);
          const { first, last } = spanOf(selection ?? { anchor: 0, head: 0 });
          expect(first).to.be.within(0, count - 1);
          expect(last).to.be.within(first, count - 1);
        },
      ),
    );
  });
});
