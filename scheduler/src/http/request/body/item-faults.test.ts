import { maxJsonFaults } from "@formwork/contracts/json/find-json-faults";
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

  it("leaves them together where there may be more, of items that have none in the list", () => {
    const faults = Array.from({ length: maxJsonFaults }, (_, at) => fault(`/jobs/0/${at}`));
    expect(splitItemFaults(faults, "jobs")).to.deep.include({ others: faults });
    expect(splitItemFaults(faults.slice(1), "jobs").others).to.deep.equal([]);
  });
});
