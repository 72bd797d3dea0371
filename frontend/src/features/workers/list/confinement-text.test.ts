import { expect } from "chai";
import { confinementText } from "./confinement-text.ts";

describe("confinementText", () => {
  const none = { hidden: false, limited: false, lacks: [] };

  it("warns of jobs that can reach the worker, or that nothing limits", () => {
    expect(confinementText({ ...none, runAs: "worker" })).to.deep.equal({
      text: "Jobs run as the worker's own user, and reach its secrets, without limits",
      isOpen: true,
    });
    expect(confinementText({ ...none, runAs: "one-user", hidden: true })).to.deep.equal({
      text: "Jobs run as one user, which is not the worker's, without limits",
      isOpen: true,
    });
  });

  it("does not warn of jobs that are kept apart", () => {
    const confined = { hidden: true, limited: true, lacks: [] };
    expect(confinementText({ ...confined, runAs: "user-each" })).to.deep.equal({
      text: "Each job runs as a user of its own, with limits",
      isOpen: false,
    });
    expect(confinementText({ ...confined, runAs: "worker" })).to.deep.equal({
      text: "Jobs run as the worker's own user, kept from its secrets, with limits",
      isOpen: false,
    });
  });
});
