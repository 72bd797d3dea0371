import { expect } from "chai";
import { type NeedSources, needsOf } from "./need.ts";

const none: NeedSources = {
  ...{ missing: [], workers: [], stopped: [], missed: [], groups: [] },
  ...{ since: "2026-03-01T08:00:00.000Z", titleOf: (name) => name.toUpperCase() },
};
const aGroup = (key: string, lastAt: string) => ({
  ...{ key, template: "ping", message: "No <host>", count: 2, lastAt },
});

describe("needsOf", () => {
  it("is empty where nothing needs anybody", () => {
    expect(needsOf(none)).to.deep.equal([]);
  });

  it("has the groups of dead letters that grew since the last visit, and no older ones", () => {
    const groups = [
      aGroup("new", "2026-03-01T08:00:00.000Z"),
      aGroup("old", "2026-03-01T07:59:59.999Z"),
    ];
    expect(needsOf({ ...none, groups })).to.deep.equal([
      {
        key: "group new",
        kind: "dead-letters",
        title: "No <host>",
        detail: "2 failed jobs of PING",
        at: "2026-03-01T08:00:00.000Z",
        to: "/dead-letters/new",
      },
    ]);
  });

  it("names silent workers, also those of which nothing more is known, and what they held", () => {
    const workers = [{ id: "w1", host: "box", runningCount: 2, heartbeatAt: none.since }];
    const needs = needsOf({ ...none, missing: ["w1", "w2"], workers });
    expect(needs.map(({ title, detail, at, to }) => [title, detail, at, to])).to.deep.equal([
      ["A worker on box is silent", "It held 2 jobs", none.since, "/workers?worker=w1"],
      ["A worker on w2 is silent", "Its heartbeats stopped", null, "/workers?worker=w2"],
    ]);
  });

  it("puts first what stops most", () => {
    const at = none.since;
    const needs = needsOf({
      ...none,
      missing: ["w"],
      stopped: [{ id: "s", name: "Export", pausedReason: "3 jobs in a row failed", updatedAt: at }],
      missed: [{ id: "m", name: "Ping", lastMissedAt: at }],
      groups: [aGroup("g", at)],
    });
    expect(needs.map(({ kind }) => kind)).to.deep.equal([
      ...["worker", "stopped", "dead-letters", "missed"],
    ]);
    expect(needs[1]).to.include({
      ...{ title: "Export has stopped", detail: "3 jobs in a row failed", to: "/schedules/s" },
    });
  });
});
