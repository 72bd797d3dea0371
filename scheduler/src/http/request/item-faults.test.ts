import { expect } from "chai";
import { splitItemFaults } from "./item-faults.ts";

const fault = (pointer: string) =>
  ({ pointer, message: "is wrong", keyword: "exactNumber" }) as const;

describe("splitItemFaults", () => {
  it("gives each item its faults, with pointers that start at the item", () => {
    const { itemFaults, others } = splitItemFaults(
      ["/jobs/3/payload/a", "/jobs/12", "/jobs/3/tags/0", "/jobs", "/more/0"].map(fault),
      "jobs",
    );
    expect([...itemFaults]).to.deep.equal([
      [3, [fault("/payload/a"), fault("/tags/0")]],
      [12, [fault("")]],
    ]);
    expect(others).to.deep.equal([fault("/jobs"), fault("/more/0")]);
  });

  it("leaves all faults together where no list is named", () => {
    expect(splitItemFaults([fault("/jobs/0")], undefined).others).to.have.length(1);
  });
});
