import { expect } from "chai";
import fc from "fast-check";
import { portionsOf } from "./portions.ts";

const limits = { maxItems: 3, maxLength: 100 };
const itemsOf = (items: unknown[]) =>
  [...portionsOf(items, limits)].map(({ start, end }) => items.slice(start, end));

describe("portionsOf", () => {
  it("splits by the number of items", () => {
    expect(itemsOf([1, 2, 3, 4, 5, 6, 7])).to.deep.equal([[1, 2, 3], [4, 5, 6], [7]]);
    expect(itemsOf([])).to.deep.equal([]);
  });

  it("splits by length, and gives a longer item a portion of its own", () => {
    const [short, long] = ["x".repeat(60), "x".repeat(600)];
    expect(itemsOf([short, short, long, short])).to.deep.equal([[short], [short], [long], [short]]);
  });

  it("estimates lengths near those of the JSON", () => {
    const item = { template: "greet", payload: { name: "x".repeat(20), list: [1, 2, { a: "b" }] } };
    expect(itemsOf([item, item])).to.deep.equal([[item], [item]]);
    expect(itemsOf([{ a: "b" }, { a: "b" }])).to.have.length(1);
  });

  it("keeps every item, in order, within both limits", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (items) => {
        const portions = itemsOf(items);
        expect(portions.flat(1)).to.deep.equal(items.flat(0));
        for (const portion of portions) expect(portion.length).to.be.within(1, limits.maxItems);
      }),
    );
  });
});
