import { expect } from "chai";
import {
  dismissedGroup,
  errorHash,
  groupRange,
  keyOfGroup,
  openGroup,
  templateOfGroup,
} from "./error-group.ts";

describe("the group of an error", () => {
  const hash = errorHash({ message: "Row 7 is missing", reason: "thrown" });
  const group = openGroup("http-check", hash);

  it("is the same for errors that differ in numbers, and not for other reasons or texts", () => {
    expect(errorHash({ message: "Row 8 is missing", reason: "thrown" })).to.equal(hash);
    expect(errorHash({ message: "Row 7 is missing", reason: "exit" })).to.not.equal(hash);
    expect(errorHash({ message: "Row 7 is locked", reason: "thrown" })).to.not.equal(hash);
  });

  it("names its template, open or dismissed", () => {
    for (const one of [group, dismissedGroup(group), dismissedGroup(dismissedGroup(group))]) {
      expect(keyOfGroup(one)).to.equal(group);
      expect(templateOfGroup(one)).to.equal("http-check");
    }
  });

  it("lies in the range of open groups until it is dismissed", () => {
    const isIn = (text: string, { from, to }: { from: string; to: string }) =>
      text >= from && text < to;
    for (const template of ["0", "a", "zz-9"]) {
      const open = openGroup(template, hash);
      expect(isIn(open, groupRange(false))).to.equal(true);
      expect(isIn(open, groupRange(true))).to.equal(false);
      expect(isIn(dismissedGroup(open), groupRange(true))).to.equal(true);
      expect(isIn(dismissedGroup(open), groupRange(false))).to.equal(false);
    }
  });
});
