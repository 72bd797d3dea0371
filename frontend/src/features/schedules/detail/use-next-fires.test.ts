import { expect } from "chai";
import { aSchedule } from "../../../testing/a-schedule.ts";
import { firesFrom } from "./use-next-fires.ts";

const at = (hour: string) => `2026-03-01T${hour}:00:00.000Z`;
const fires = ["08", "09", "10"].map((hour) => ({ at: at(hour), local: "", dst: null }));

describe("firesFrom", () => {
  it("leaves out what has fired", () => {
    expect(firesFrom(fires, aSchedule({ nextRunAt: at("09") }))).to.deep.equal(fires.slice(1));
  });

  it("keeps the fire whose random delay is running, not the one before", () => {
    const nextRunAt = "2026-03-01T09:20:00.000Z";
    const schedule = aSchedule({ nextRunAt, lastRunAt: at("08"), jitter: "90m" });
    expect(firesFrom(fires, schedule)).to.deep.equal(fires.slice(1));
  });

  it("has none where nothing is to come, or what is listed is over", () => {
    expect(firesFrom(fires, aSchedule({ nextRunAt: null }))).to.deep.equal([]);
    expect(firesFrom(fires, aSchedule({ nextRunAt: at("12") }))).to.deep.equal([]);
  });
});
