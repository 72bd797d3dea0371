import type { StreamState } from "@formwork/contracts/job-stream";
import { expect } from "chai";
import { progressText } from "./progress-line.ts";

describe("the progress of a job in one line", () => {
  const running: StreamState = {
    ...{ seq: 3, state: "running", attempt: 1, maxAttempts: 3 },
    ...{ progress: null, error: null },
  };

  it("is its state, and how far it says it is", () => {
    expect(progressText(null)).to.equal("waiting");
    expect(progressText({ ...running, state: "queued" })).to.equal("queued");
    expect(progressText(running)).to.equal("running");
    expect(progressText({ ...running, progress: { percent: 50, message: "half\nway" } })).to.equal(
      "running ██████████░░░░░░░░░░ 50% half way",
    );
  });

  it("says which attempt it is, and why another one follows", () => {
    expect(progressText({ ...running, attempt: 2 })).to.equal("running (attempt 2 of 3)");
    const error = { message: "no \u001b[31mroom", reason: "exit" };
    expect(progressText({ ...running, state: "retrying", error })).to.equal("retrying: no room");
  });

  it("is without escape sequences, also of a server that is not Formwork", () => {
    const hostile: StreamState = JSON.parse(
      '{"state":"\\u001b[2Jgone","attempt":1,"progress":null}',
    );
    expect(progressText(hostile)).to.equal("gone");
  });
});
