import { expect } from "chai";
import { actionText, reasonText } from "./action-text.ts";

const repair = { action: "repair", total: 415, done: 412, failed: 3, error: null } as const;

describe("the words for an action", () => {
  it("say how far it has come", () => {
    expect(actionText({ ...repair, state: "running", failed: 0 })).to.equal(
      "412 queued again of 415 jobs",
    );
    expect(actionText({ ...repair, state: "running", total: null })).to.equal(
      "412 queued again, 3 refused so far",
    );
  });

  it("say how it ended", () => {
    expect(actionText({ ...repair, state: "done" })).to.equal("412 queued again, 3 refused");
    expect(actionText({ ...repair, state: "stopped", action: "dismiss", failed: 0 })).to.equal(
      "Stopped: 412 dismissed",
    );
    expect(actionText({ ...repair, state: "failed", error: "Not found" })).to.match(/^Not found: /);
  });

  it("say why jobs were refused", () => {
    expect(reasonText("invalid-payload")).to.equal("do not fit the template");
    expect(reasonText("odd")).to.equal("were refused (odd)");
  });
});
