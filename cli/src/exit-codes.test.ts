import { readFileSync } from "node:fs";
import { expect } from "chai";
import { exitCodes } from "./exit-codes.ts";

describe("docs/command-line.md", () => {
  const page = readFileSync(new URL("../../docs/command-line.md", import.meta.url), "utf8");

  it("lists the exit codes", () => {
    const listed = Array.from(page.matchAll(/^\| (\d+) \| (.+) \|$/gm), ([, code, when]) => ({
      ...{ code: Number(code), when: when?.replaceAll("\\|", "|") },
    }));
    expect(listed).to.deep.equal(Object.values(exitCodes));
  });
});
