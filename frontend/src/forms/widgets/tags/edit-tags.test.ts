import { expect } from "chai";
import { addTags, splitTag, withoutTag } from "./edit-tags.ts";

describe("tags", () => {
  it("leave what is there as it is, with commas, spaces and doubles", () => {
    const tags = ["src=/a,dst=/b", " ro ", "x", "x", 5];
    expect(addTags(tags, "third").tags).to.deep.equal([...tags, "third"]);
  });

  it("are the lines of what is typed or pasted; a comma stays", () => {
    expect(addTags([], "a,b\r\n  c \n\n").tags).to.deep.equal(["a,b", "c"]);
  });

  it("are not doubled, which is reported", () => {
    expect(addTags(["a"], "a\nb\nb")).to.deep.equal({ tags: ["a", "b"], doubled: ["a", "b"] });
  });

  it("are split at commas in their place when a person asks for it", () => {
    expect(splitTag(["x", "a, b,x", "y"], 1)).to.deep.equal({
      tags: ["x", "a", "b", "y"],
      doubled: ["x"],
    });
  });

  it("are removed one at a time", () => {
    expect(withoutTag([1, "b", "b", "c"], ["1", "b", "c"])).to.deep.equal([1, "b", "c"]);
    expect(withoutTag(["a"], [])).to.deep.equal([]);
  });
});
