import { expect } from "chai";
import { table } from "./table.ts";

describe("a table's declaration", () => {
  it("is what was declared", () => {
    const declaration = { name: "some_notes", key: "id", indexes: [["rank"]] } as const;
    expect(table<{ id: string; rank: number }>(declaration)).to.deep.equal(declaration);
  });

  for (const word of ["two words", "it's", "jobs; drop table jobs", "a.b", "$where", ""])
    it(`refuses ${JSON.stringify(word)} as a name`, () => {
      const refusal = `"${word}" cannot name a table or field`;
      expect(() => table<{ id: string }>({ name: word, key: "id" })).to.throw(refusal);
      expect(() => table<Record<string, string>>({ name: "fine", key: word })).to.throw(refusal);
    });
});
