import { expect } from "chai";
import { commandName } from "./command-names.ts";

describe("the words of a command", () => {
  it("are the id of its operation, in words that people use", () => {
    expect(commandName("jobs.cancel")).to.deep.equal({ group: "jobs", verb: "cancel" });
    expect(commandName("jobs.get")).to.deep.equal({ group: "jobs", verb: "show" });
    expect(commandName("api-keys.create")).to.deep.equal({ group: "keys", verb: "create" });
    expect(commandName("schedules.skip-next")).to.deep.equal({
      ...{ group: "schedules", verb: "skip-next" },
    });
  });
});
