import { expect } from "chai";
import { jobUsers } from "./job-users.ts";

describe("the setting FORMWORK_JOB_USER", () => {
  it("reads a name, a number, a range, a group, and same", () => {
    expect(jobUsers.read("nobody")).to.deep.equal({ name: "nobody" });
    expect(jobUsers.read("1234")).to.deep.equal({ first: 1234, last: 1234, group: null });
    expect(jobUsers.read("1234:5")).to.deep.equal({ first: 1234, last: 1234, group: 5 });
    expect(jobUsers.read("60600-61099")).to.deep.equal({ first: 60600, last: 61099, group: null });
    expect(jobUsers.read("7-9:1234")).to.deep.equal({ first: 7, last: 9, group: 1234 });
    expect(jobUsers.read("same")).to.equal("same");
  });

  it("refuses root, its group, ranges that hold it or run backwards, and what is no user", () => {
    for (const text of ["root", "0", "0-5", "5:0", "9-7", "4294967295", "-1", "a b", "", "1:2:3"])
      expect(() => jobUsers.read(text), text).to.throw(RangeError);
  });
});
