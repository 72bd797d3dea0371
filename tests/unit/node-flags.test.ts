import { readFileSync } from "node:fs";
import { expect } from "chai";
import nodeFlags from "../../cli/bin/node-flags.json" with { type: "json" };

describe("Node's options", () => {
  it("are the same for npm start as for the command formwork", () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    );
    expect(scripts.start).to.equal(`exec node ${nodeFlags.join(" ")} cli/bin/formwork.js start`);
  });
});
