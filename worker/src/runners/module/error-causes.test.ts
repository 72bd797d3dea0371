import { expect } from "chai";
import { messageOf, stackOf } from "./error-causes.ts";

describe("what a handler throws", () => {
  it("is told with its causes", () => {
    const refused = new Error("connect ECONNREFUSED 127.0.0.1:1");
    expect(messageOf(new TypeError("fetch failed", { cause: refused }))).to.equal(
      "fetch failed: connect ECONNREFUSED 127.0.0.1:1",
    );
    const deep = new Error("a", { cause: new Error("b", { cause: "c" }) });
    expect(messageOf(deep)).to.equal("a: b: c");
    expect(stackOf(deep)).to.match(/^Error: a\n.*\nCaused by: Error: b\n.*\nCaused by: c$/s);
  });

  it("does not say a cause twice that its message names", () => {
    expect(messageOf(new Error("x: no disk", { cause: new Error("no disk") }))).to.equal(
      "x: no disk",
    );
  });

  it("is told with the errors that it sums up", () => {
    const errors = Array.from({ length: 12 }, (_, index) => new Error(`e${index}`));
    expect(messageOf(new AggregateError(errors.slice(0, 2), "All failed"))).to.equal(
      "All failed: e0; e1",
    );
    expect(messageOf(new AggregateError(errors))).to.match(/^e0; .*; e9; 2 more$/);
    expect(stackOf(new AggregateError(errors, "All"))).to.contain("One of its errors: Error: e9");
  });

  it("is told whatever it is", () => {
    const circle = new Error("round");
    circle.cause = circle;
    const hostile = new Error("x");
    Object.defineProperty(hostile, "message", {
      get() {
        throw new Error("no");
      },
    });
    expect(messageOf(circle)).to.equal("round");
    expect(messageOf(hostile)).to.equal("It threw an error that cannot be read");
    expect(messageOf({ code: 7 })).to.equal("{ code: 7 }");
    expect(messageOf(undefined)).to.equal("undefined");
    expect(messageOf(Object.assign(new Error(""), { code: "EPIPE" }))).to.equal("EPIPE");
    expect(messageOf(new Error("x".repeat(3_000_000)))).to.have.length(64 * 1024);
  });
});
