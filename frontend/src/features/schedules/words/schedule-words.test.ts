import { expect } from "chai";
import { scheduleWords } from "./schedule-words.ts";

describe("scheduleWords", () => {
  const none = { cron: null, every: null, at: null, timezone: "Europe/Madrid" };

  it("says a cron expression with its zone", () => {
    expect(scheduleWords({ ...none, cron: "0 7 * * 1-5" }, "weekdays at 07:00")).to.equal(
      "weekdays at 07:00 Europe/Madrid",
    );
  });

  it("says an interval without a zone", () => {
    const words = (every: string) => scheduleWords({ ...none, every }, "");
    expect(words("1h")).to.equal("every hour");
    expect(words("90m")).to.equal("every 1 hour 30 minutes");
    expect(words("6h")).to.equal("every 6 hours");
  });

  it("has no words for what is no interval and no expression yet", () => {
    expect(scheduleWords({ ...none, every: "6" }, null)).to.equal(null);
    expect(scheduleWords({ ...none, cron: "0 7 * *" }, null)).to.equal(null);
  });

  it("says the one time in the zone of the schedule", () => {
    expect(scheduleWords({ ...none, at: "2026-12-24T08:00:00.000Z" }, "")).to.equal(
      "once, Thu 24 Dec 2026, 09:00 Europe/Madrid",
    );
  });
});
