import { jobSorts } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import {
  isFiltered,
  type JobView,
  parseView,
  queryOf,
  searchOf,
  withoutFilters,
} from "./job-view.ts";

const plain = parseView(new URLSearchParams());

const anyView: fc.Arbitrary<JobView> = fc.record({
  state: fc.uniqueArray(fc.constantFrom(...jobStates)),
  template: fc.array(fc.string({ minLength: 1 })),
  tag: fc.array(fc.string({ minLength: 1 })),
  q: fc.string(),
  from: fc.constantFrom("", "2025-11-22T10:00:00.000Z"),
  to: fc.constantFrom("", "2025-11-23T10:00:00.000Z"),
  mine: fc.boolean(),
  sort: fc.constantFrom(...jobSorts),
});

describe("the view of the job list", () => {
  it("comes back from the address as it was put there", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseView(new URLSearchParams(searchOf(view).toString()))).to.deep.equal(view);
      }),
    );
  });

  it("leaves the address empty when it is the plain list", () => {
    expect(searchOf(plain).toString()).to.equal("");
  });

  it("passes over what it does not know", () => {
    expect(
      parseView(new URLSearchParams("state=lost&sort=size&from=soon&createdBy=bob&x=1")),
    ).to.deep.equal(plain);
  });

  it("asks the server only for what was chosen", () => {
    expect(queryOf({ ...plain, state: ["failed"], mine: true, sort: "priority" })).to.deep.equal({
      state: ["failed"],
      createdBy: "me",
      sort: "priority",
    });
  });

  it("counts as filtered when it leaves out jobs, not when it orders them", () => {
    expect(isFiltered({ ...plain, sort: "runAt" })).to.equal(false);
    expect(isFiltered({ ...plain, q: "x" })).to.equal(true);
  });

  it("keeps its order when the filters are cleared", () => {
    expect(withoutFilters({ ...plain, q: "x", sort: "runAt" })).to.deep.equal({
      ...plain,
      sort: "runAt",
    });
  });
});
