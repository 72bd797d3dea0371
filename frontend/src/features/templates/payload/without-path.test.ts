import { expect } from "chai";
import { withoutPath } from "./without-path.ts";

describe("withoutPath", () => {
  it("leaves a key out at any depth and keeps everything else", () => {
    const value = { a: 1, list: [{ b: 2, c: 3 }, "x"] };
    expect(withoutPath(value, ["a"])).to.deep.equal({ list: value.list });
    expect(withoutPath(value, ["list", "0", "b"])).to.deep.equal({ a: 1, list: [{ c: 3 }, "x"] });
    expect(withoutPath(value, ["list", "1"])).to.deep.equal({ a: 1, list: [value.list[0], null] });
    expect(withoutPath(value, ["nothing"])).to.deep.equal(value);
  });
});
