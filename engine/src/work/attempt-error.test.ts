import { expect } from "chai";
import fc from "fast-check";
import { attemptError } from "./attempt-error.ts";

describe("the error of an attempt", () => {
  it("is readable text in its message and in all its details", () => {
    const error = attemptError({
      message: "\u001b[31mError\u001b[0m: no \u202Edisk\u0000\r\n",
      reason: "exit",
      details: { stderr: ["\u001b[1mline\u001b[0m"], "\u001b[0mkey": { deep: "\u0007x" }, n: 1 },
    });
    expect(error).to.deep.equal({
      message: "Error: no disk",
      reason: "exit",
      details: { stderr: ["line"], key: { deep: "x" }, n: 1 },
    });
  });

  it("is cut with a mark where it is too long", () => {
    const { message, details } = attemptError({
      message: "😀".repeat(1_000_000),
      reason: "thrown",
      details: { stack: "x".repeat(1_000_000) },
    });
    expect(message)
      .to.have.length.below(4_100)
      .and.match(/… \(cut\)$/);
    expect(String(details))
      .to.have.length.below(16_100)
      .and.match(/… \(cut\)$/);
  });

  it("has a message even where nothing readable was said", () => {
    expect(attemptError({ message: "\u001b[0m\n", reason: "thrown" })).to.deep.equal({
      message: "It failed without a message",
      reason: "thrown",
    });
  });

  it("can be stored whatever was said", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (message, details) => {
        const error = attemptError({ message, reason: "thrown", details });
        expect(error.message.isWellFormed()).to.equal(true);
        expect(JSON.parse(JSON.stringify(error))).to.have.all.keys("message", "reason", "details");
      }),
    );
  });
});
