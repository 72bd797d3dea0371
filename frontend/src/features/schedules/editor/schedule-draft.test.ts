import { expect } from "chai";
import { aSchedule } from "../../../testing/a-schedule.ts";
import {
  changeBody,
  createBody,
  draftErrors,
  draftOf,
  newDraft,
  timingOf,
} from "./schedule-draft.ts";

const draft = newDraft("Europe/Madrid");
const content = { template: "demo", payload: { a: 1 } };

describe("createBody", () => {
  it("names when, and leaves out what is not set", () => {
    expect(createBody(draft, content)).to.deep.equal({
      ...{ template: "demo", payload: { a: 1 }, cron: "0 7 * * *", timezone: "Europe/Madrid" },
      ...{ misfire: "fireOnce", overlap: "skip" },
    });
  });

  it("names everything that is set, times in UTC", () => {
    const body = createBody(
      {
        ...draft,
        ...{ name: " Nightly ", version: 3, rhythm: "every", every: "6h", jitter: "1m" },
        ...{ startsAt: "2026-03-01T09:00:00+01:00", blackoutDates: ["2026-12-25"] },
        ...{
          misfire: "fireAll",
          misfireLimit: "5",
          maxFailures: "2",
          priority: 0,
          queue: "night",
          tags: ["a"],
        },
      },
      content,
    );
    expect(body).to.deep.include({
      ...{ name: "Nightly", version: 3, every: "6h", jitter: "1m", misfireLimit: 5 },
      ...{ startsAt: "2026-03-01T08:00:00.000Z", blackoutDates: ["2026-12-25"] },
      ...{ maxFailures: 2, priority: 0, queue: "night", tags: ["a"] },
    });
    expect(body).to.not.have.property("cron");
  });
});

describe("changeBody", () => {
  const before = draftOf(
    aSchedule({
      endsAt: "2027-01-01T00:00:00.000Z",
      maxFailures: 3,
      priority: 5,
      queue: "night",
      tags: ["a"],
    }),
  );

  it("is empty where nothing differs", () => {
    expect(changeBody(before, { ...before })).to.deep.equal({});
    expect(changeBody(before, { ...before, endsAt: "2027-01-01T01:00:00+01:00" })).to.deep.equal(
      {},
    );
  });

  it("names what differs, with null for what is taken away", () => {
    const changed = {
      ...before,
      endsAt: undefined,
      maxFailures: "",
      priority: null,
      queue: "",
      tags: [],
    };
    expect(changeBody(before, changed)).to.deep.equal({
      ...{ endsAt: null, maxFailures: null, priority: null, queue: null, tags: [] },
    });
  });

  it("names the new rhythm alone", () => {
    const changed = { ...before, rhythm: "every", every: "2h" } as const;
    expect(changeBody(before, changed)).to.deep.equal({ every: "2h" });
  });
});

describe("draftErrors", () => {
  it("finds what is missing or no number", () => {
    const faults = draftErrors({ ...draft, cron: " ", maxFailures: "0", misfireLimit: "x" });
    expect(faults.map(({ pointer }) => pointer)).to.deep.equal(["/cron", "/maxFailures"]);
    expect(draftErrors({ ...draft, rhythm: "at" }).map(({ pointer }) => pointer)).to.deep.equal([
      "/at",
    ]);
    expect(draftErrors(draft)).to.deep.equal([]);
  });
});

describe("timingOf", () => {
  it("names one rhythm and the bounds that are set", () => {
    expect(timingOf({ ...draft, rhythm: "at", at: "2026-03-01T09:00:00Z" })).to.deep.equal({
      ...{ at: "2026-03-01T09:00:00.000Z", timezone: "Europe/Madrid" },
    });
  });
});
