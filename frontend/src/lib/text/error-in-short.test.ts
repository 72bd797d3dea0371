import { expect } from "chai";
import { errorInShort } from "./error-in-short.ts";

describe("errorInShort", () => {
  it("begins with what a program wrote", () => {
    expect(errorInShort("The program exited with code 127: sh: no such file")).to.equal(
      "sh: no such file",
    );
  });

  it("is the whole of any other error", () => {
    const others = [
      "The program exited with code 1",
      "The program was ended by SIGKILL",
      "503: busy",
    ];
    for (const message of others) expect(errorInShort(message)).to.equal(message);
  });
});
