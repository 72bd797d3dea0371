import { expect } from "chai";
import { dayText, keptForText, lastRunText, overrideText, removalText } from "./retention-text.ts";

describe("the words of the retention", () => {
  const none = { jobs: 0, more: false, logs: 0, moreLogs: false };

  it("count what would be removed", () => {
    expect(removalText(none)).to.equal(null);
    expect(removalText({ ...none, jobs: 1 })).to.equal("1 job");
    expect(removalText({ ...none, jobs: 12_400 })).to.equal("12,400 jobs");
    expect(removalText({ ...none, jobs: 50_000, more: true })).to.equal("more than 50,000 jobs");
    expect(removalText({ ...none, jobs: 2, logs: 1 })).to.equal("2 jobs and 1 log");
    expect(removalText({ ...none, logs: 5000, moreLogs: true })).to.equal("more than 5,000 logs");
    expect(removalText({ ...none, more: true })).to.equal("more than 0 jobs");
  });

  it("say what the last clean-up did", () => {
    const startedAt = "2026-05-03T10:00:00.000Z";
    const finishedAt = "2026-05-03T10:00:12.000Z";
    expect(lastRunText({ jobs: 4100, logs: 0, startedAt, finishedAt })).to.equal(
      "Removed 4,100 jobs in 12.0 s",
    );
  });

  it("say how long something is kept, and since when", () => {
    expect(keptForText("30d")).to.equal("30 days");
    expect(keptForText("1h")).to.equal("1 hour");
    expect(keptForText(null)).to.equal("for ever");
    expect(dayText("2026-05-03T10:00:00.000Z")).to.equal("3 May 2026");
    expect(overrideText({ succeeded: "7d", failed: null })).to.equal(
      "succeeded 7 days, failed for ever",
    );
    expect(overrideText({})).to.equal("as the settings say");
  });
});
