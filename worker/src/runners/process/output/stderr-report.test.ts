import { redactNothing } from "@formwork/engine/work/redact/redact";
import { expect } from "chai";
import { rememberStderr } from "./stderr-report.ts";

describe("the report of what a program said on stderr", () => {
  function reportOf(...lines: string[]) {
    const stderr = rememberStderr({ log: () => undefined, redact: redactNothing });
    for (const line of lines) stderr.log("stderr", line);
    return stderr.report();
  }

  it("holds ten lines, from the error on where more follow it", () => {
    const frames = Array.from({ length: 60 }, (_, n) => `    at f${n} (run.mjs:1:1)`);
    const { error, excerpt } = reportOf(
      "starting",
      "",
      "Error: boom",
      ...frames,
      "",
      "Node.js v24",
    );
    expect(error).to.equal("Error: boom");
    expect(excerpt).to.have.length(10);
    expect(excerpt.slice(0, 2)).to.deep.equal(["Error: boom", "    at f0 (run.mjs:1:1)"]);
  });

  it("finds the error above a stack of any depth", () => {
    const frames = Array.from({ length: 5000 }, (_, n) => `\tat Deep.f${n}(Deep.java:1)`);
    expect(reportOf('Exception in thread "main" Deep: down', ...frames).error).to.equal(
      'Exception in thread "main" Deep: down',
    );
  });

  it("is without terminal codes, and ignores stdout", () => {
    const stderr = rememberStderr({ log: () => undefined, redact: redactNothing });
    stderr.log("stderr", "\u001b[31merror\u001b[0m: no disk");
    stderr.log("stdout", "error: this is a result");
    expect(stderr.report()).to.deep.equal({
      error: "error: no disk",
      excerpt: ["error: no disk"],
    });
  });

  it("leaves the traces of Node's own code out", () => {
    const { error, excerpt } = reportOf(
      "----- Native stack trace -----",
      "",
      " 1: 0x7f3 node::Abort() [node]",
      "",
      "----- JavaScript stack trace -----",
      "",
      "1: abort (node:internal/process/per_thread:190:9)",
    );
    expect({ error, excerpt }).to.deep.equal({ error: "", excerpt: [] });
  });

  it("is empty where nothing was said", () => {
    expect(reportOf("", " ")).to.deep.equal({ error: "", excerpt: [] });
  });
});
