import { expect } from "chai";
import { createRoomRegistry } from "./room-registry.ts";

describe("room registry", () => {
  it("returns a member of several rooms once", () => {
    const registry = createRoomRegistry<string>();
    registry.join("jobs", "ann");
    registry.join("job:1", "ann");
    registry.join("job:1", "bob");
    registry.join("job:2", "cid");
    expect([...registry.membersOf(["jobs", "job:1", "empty"])]).to.deep.equal(["ann", "bob"]);
  });

  it("removes a member that leaves", () => {
    const registry = createRoomRegistry<string>();
    registry.join("jobs", "ann");
    registry.leave("jobs", "ann");
    registry.leave("jobs", "nobody");
    expect(registry.membersOf(["jobs"]).size).to.equal(0);
  });
});
