import { expect } from "chai";
import { detailsText } from "./details-text.ts";

describe("the details of an error", () => {
  it("are shown as they were written where they are lines or a stack", () => {
    expect(detailsText("plain")).to.equal("plain");
    expect(detailsText({ stderr: ["one", "  two"] })).to.equal("one\n  two");
    expect(detailsText({ stack: "Error: x\n    at y" })).to.equal("Error: x\n    at y");
  });

  it("are named where there are several", () => {
    expect(detailsText({ signal: "SIGSEGV", stderr: ["a", "b"] })).to.equal(
      "signal: SIGSEGV\nstderr: a\nb",
    );
    expect(detailsText({ status: 503, body: "busy" })).to.equal("status: 503\nbody: busy");
  });

  it("are JSON where they are anything else", () => {
    expect(detailsText([{ pointer: "/a" }])).to.equal('[\n  {\n    "pointer": "/a"\n  }\n]');
    expect(detailsText({ code: null })).to.equal("null");
  });
});
