import { expect } from "chai";
import { createAudience } from "./audience.ts";

describe("audience", () => {
  it("names everybody in any of the rooms, once", () => {
    const audience = createAudience<string>();
    audience.enter("jobs", "ann");
    audience.enter("job:1", "ann");
    audience.enter("job:1", "bob");
    audience.enter("job:2", "cid");
    expect([...audience.of(["jobs", "job:1", "empty"])]).to.deep.equal(["ann", "bob"]);
  });

  it("forgets who left", () => {
    const audience = createAudience<string>();
    audience.enter("jobs", "ann");
    audience.leave("jobs", "ann");
    audience.leave("jobs", "nobody");
    expect(audience.of(["jobs"]).size).to.equal(0);
  });
});
