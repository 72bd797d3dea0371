import { jobFilters, jobSorts, timeFields } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import {
  isFiltered,
  type JobView,
  type Param,
  parseView,
  queryOf,
  searchOf,
  withoutFilters,
} from "./job-view.ts";

const defaultView = parseView(new URLSearchParams());

const anyView: fc.Arbitrary<JobView> = fc.record({
  state: fc.uniqueArray(fc.constantFrom(...jobStates)),
  template: fc.array(fc.string({ minLength: 1 })),
  tag: fc.array(fc.string({ minLength: 1 })),
  q: fc.string(),
  from: fc.constantFrom("", "2025-11-22T10:00:00.000Z"),
  to: fc.constantFrom("", "2025-11-23T10:00:00.000Z"),
  timeField: fc.constantFrom(...timeFields),
  mine: fc.boolean(),
  sort: fc.constantFrom(...jobSorts),
  more: fc.constantFrom<Param[]>(
    [],
    [
      ["queue", "red"],
      ["queue", "blue"],
      ["payload.a.b", "x y"],
      ["rerunOf", "job-1"],
      ["error", "report:0123"],
      ["dismissed", "any"],
    ],
  ),
  faults: fc.constantFrom<Param[]>([], [["state", "bogus"]]),
});

describe("the view of the job list", () => {
  it("survives being written to the address", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseView(new URLSearchParams(searchOf(view).toString()))).to.deep.equal(view);
      }),
    );
  });

  it("leaves the address empty when it is the default", () => {
    expect(searchOf(defaultView).toString()).to.equal("");
  });

  it("has unknown parameters and values, and repeated ones, as its faults", () => {
    const search = "state=lost&state=failed&sort=size&from=soon&q=a&q=b&payload=1&x=1";
    expect(parseView(new URLSearchParams(search))).to.deep.equal({
      ...defaultView,
      state: ["failed"],
      q: "a",
      faults: [
        ["state", "lost"],
        ["sort", "size"],
        ["from", "soon"],
        ["q", "b"],
        ["payload", "1"],
        ["x", "1"],
      ],
    });
  });

  it("takes the filters of the API that have no field on the page", () => {
    const search = "queue=red&queue=blue&schedule=nightly&createdBy=bob&payload.host=web-1";
    expect(queryOf(parseView(new URLSearchParams(search)))).to.deep.equal({
      queue: ["red", "blue"],
      schedule: "nightly",
      createdBy: "bob",
      "payload.host": "web-1",
    });
  });

  it("takes every filter of the API, and keeps it in the address", () => {
    const values: Record<string, string> = {
      ...{ state: "failed", timeField: "finishedAt", dismissed: "false" },
      ...{ from: "2025-11-22T10:00:00.000Z", to: "2025-11-23T10:00:00.000Z" },
    };
    for (const name of [...Object.keys(jobFilters), "payload.a"]) {
      const search = new URLSearchParams({ [name]: values[name] ?? "x" });
      const view = parseView(search);
      expect(view.faults, name).to.deep.equal([]);
      expect(searchOf(view).toString(), name).to.equal(search.toString());
      expect(Object.keys(queryOf(view)), name).to.deep.equal([name]);
    }
  });

  it("sends only what was chosen to the server", () => {
    expect(
      queryOf({ ...defaultView, state: ["failed"], mine: true, sort: "priority" }),
    ).to.deep.equal({
      state: ["failed"],
      createdBy: "me",
      sort: "priority",
    });
  });

  it("counts as filtered when it leaves out jobs, not when it sorts them", () => {
    expect(isFiltered({ ...defaultView, sort: "runAt" })).to.equal(false);
    expect(isFiltered({ ...defaultView, timeField: "finishedAt" })).to.equal(false);
    expect(isFiltered({ ...defaultView, q: "x" })).to.equal(true);
  });

  it("keeps its order when the filters are cleared", () => {
    expect(withoutFilters({ ...defaultView, q: "x", sort: "runAt" })).to.deep.equal({
      ...defaultView,
      sort: "runAt",
    });
  });
});
