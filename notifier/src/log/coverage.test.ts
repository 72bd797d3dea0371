import { expect } from "chai";
import { anEntry, cursor } from "../testing/an-entry.ts";
import { createCoverage } from "./coverage.ts";

/** What a socket is sent of the events from one to another, all about job-1. */
function passed(
  coverage: ReturnType<typeof createCoverage>,
  first: number,
  last: number,
): number[] {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return numbers.filter((n) => coverage.pass(anEntry(n)));
}

describe("coverage", () => {
  it("sends nothing to a socket in no room", () => {
    expect(passed(createCoverage(cursor(0)), 1, 5)).to.deep.equal([]);
  });

  it("sends what comes after the place where a room was joined", () => {
    const coverage = createCoverage(cursor(0));
    coverage.join({ rooms: ["jobs"], from: cursor(3) });
    expect(passed(coverage, 1, 5)).to.deep.equal([4, 5]);
  });

  it("passes each event once, and none that lies behind", () => {
    const coverage = createCoverage(cursor(2));
    coverage.join({ rooms: ["jobs", "job:job-1"], from: cursor(2) });
    expect(passed(coverage, 1, 4)).to.deep.equal([3, 4]);
    expect(passed(coverage, 1, 4)).to.deep.equal([]);
  });

  it("goes back for a room joined from further back, without repeating what other rooms had", () => {
    const coverage = createCoverage(cursor(5));
    coverage.join({ rooms: ["jobs"], from: cursor(5) });
    passed(coverage, 6, 8);
    coverage.join({ rooms: ["job:job-1"], from: cursor(2) });
    expect(coverage.at()).to.equal(cursor(2));
    expect(passed(coverage, 3, 10)).to.deep.equal([3, 4, 5, 9, 10]);
  });

  it("remembers what was sent when it goes back twice", () => {
    const coverage = createCoverage(cursor(5));
    coverage.join({ rooms: ["jobs"], from: cursor(5) });
    passed(coverage, 6, 8);
    coverage.join({ rooms: ["job:job-1"], from: cursor(3) });
    passed(coverage, 4, 6);
    coverage.join({ rooms: ["template:http-request"], from: cursor(0) });
    expect(passed(coverage, 1, 10)).to.deep.equal([1, 2, 3, 9, 10]);
  });

  it("starts a room anew that is joined again", () => {
    const coverage = createCoverage(cursor(0));
    coverage.join({ rooms: ["jobs"], from: cursor(0) });
    passed(coverage, 1, 4);
    coverage.join({ rooms: ["jobs"], from: cursor(2) });
    expect(passed(coverage, 3, 5)).to.deep.equal([3, 4, 5]);
  });

  it("sends nothing of a room that was left", () => {
    const coverage = createCoverage(cursor(0));
    coverage.join({ rooms: ["jobs", "inbox"], from: cursor(0) });
    coverage.leave(["jobs"]);
    expect(coverage.rooms()).to.deep.equal(["inbox"]);
    expect(passed(coverage, 1, 3)).to.deep.equal([]);
  });

  it("skips forward only", () => {
    const coverage = createCoverage(cursor(5));
    coverage.skipTo(cursor(3));
    expect(coverage.at()).to.equal(cursor(5));
  });
});
