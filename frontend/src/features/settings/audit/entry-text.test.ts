import { expect } from "chai";
import { changeText, keyText, originText, outcomeText, targetPath } from "./entry-text.ts";

describe("an entry of the audit log in words", () => {
  it("says what changed", () => {
    const say = (before: unknown, after: unknown) => changeText({ field: "x", before, after });
    expect(say("viewer", "admin")).to.equal("x: viewer → admin");
    expect(say(null, ["a", "b"])).to.equal("x: none → a, b");
    expect(say("", false)).to.equal("x: empty → false");
    expect(changeText({ field: "template", after: "echo" })).to.equal("template: echo");
    expect(changeText({ field: "email", before: "a@b.c" })).to.equal("email was a@b.c");
    expect(changeText({ field: "payload" })).to.equal("payload (not kept)");
  });

  it("says what became of it", () => {
    expect(outcomeText({ outcome: "done", times: 1 })).to.equal("Done");
    expect(outcomeText({ outcome: "unfinished", times: 1 })).to.contain("Not known");
    expect(keyText({ key: "k1", keyName: "nightly" })).to.equal("API key nightly");
    expect([keyText({ key: "k1" }), keyText({ key: null })]).to.deep.equal(["API key k1", null]);
    expect(outcomeText({ outcome: "forbidden", times: 14 })).to.equal(
      "Refused: forbidden, 14 times",
    );
  });

  it("says from where, and links what has a page", () => {
    expect(originText(null)).to.equal(null);
    expect(originText({ address: "10.0.0.7", device: "" })).to.equal("10.0.0.7");
    expect(targetPath("job:a/b")).to.equal("/jobs/a%2Fb");
    expect(targetPath("javascript:alert(1)")).to.equal(null);
  });
});
