import type { JobActionProgress } from "@formwork/contracts/job-action";
import { anActionEvent } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import { withAction, withKnown } from "./actions-cache.ts";
import { shownActions } from "./shown-actions.ts";

const anAction = (changes: Partial<JobActionProgress>) => anActionEvent(changes).data;

describe("The actions that are shown", () => {
  const now = Date.parse("2026-03-01T09:00:00Z");
  const shown = (actions: JobActionProgress[], own: string[], onPage: string | null = null) =>
    shownActions(actions, { own, now, onPage }).map(({ id }) => id);
  const ended = (id: string, changes: Partial<JobActionProgress> = {}) =>
    anAction({ id, state: "done", finishedAt: "2026-03-01T08:30:00Z", ...changes });

  it("are all that go on, and the last result of an own one while it is recent", () => {
    const going = anAction({ id: "going", createdBy: "user-2" });
    const old = ended("old", { finishedAt: "2026-03-01T07:00:00Z" });
    const all = [going, ended("others"), ended("mine"), ended("before"), old];
    expect(shown(all, ["old", "mine", "before"])).to.deep.equal(["going", "mine"]);
    expect(shown([old, ended("others")], ["old"])).to.deep.equal([]);
  });

  it("leave out the one whose progress the page shows", () => {
    const all = [anAction({ id: "one" }), anAction({ id: "two" }), ended("three")];
    expect(shown(all, ["three"], "one")).to.deep.equal(["two", "three"]);
    expect(shown(all, ["three"], "three")).to.deep.equal(["one", "two"]);
  });

  it("never go back when an older event comes late", () => {
    const listed = [anAction({ id: "one", done: 200 })];
    expect(withAction(listed, anAction({ id: "one", done: 100 }))[0]?.done).to.equal(200);
    expect(withAction(listed, anAction({ id: "one", done: 300 }))[0]?.done).to.equal(300);
    const end = withAction(listed, ended("one", { done: 300 }));
    expect(withAction(end, anAction({ id: "one", done: 300 }))[0]?.state).to.equal("done");
    expect(withAction(listed, anAction({ id: "two" }))).to.have.length(2);
  });

  it("are as the page learned while they were fetched", () => {
    const at = (minute: number) => `2026-03-01T08:0${minute}:00.000Z`;
    const fetched = [
      anAction({ id: "one", createdAt: at(3) }),
      anAction({ id: "two", createdAt: at(2) }),
    ];
    const known = [
      anAction({ id: "new", createdAt: at(4) }),
      ended("one", { createdAt: at(3) }),
      ended("dropped", { createdAt: at(1) }),
    ];
    const merged = withKnown(fetched, known);
    expect(merged.map(({ id, state }) => `${id} ${state}`)).to.deep.equal([
      "new running",
      "one done",
      "two running",
    ]);
    expect(withKnown(fetched, [])).to.deep.equal(fetched);
    expect(withKnown([], known).map(({ id }) => id)).to.deep.equal(["new", "one", "dropped"]);
  });
});
