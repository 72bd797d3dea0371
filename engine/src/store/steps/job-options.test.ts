import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { decideChange, type JobChange, restoreOptions, type WaitingJob } from "./job-options.ts";
import type { Step } from "./step.ts";
import { initialStanding, replay } from "./transition.ts";

const now = 1000;
const options = { priority: 4, queue: "default", tags: ["a"] };
const scheduled: WaitingJob = { state: "scheduled", runAt: 2000, isHeld: false, options };
const queued: WaitingJob = { state: "queued", runAt: 500, isHeld: false, options };
const held: WaitingJob = { state: "scheduled", runAt: 500, isHeld: true, options };

/** What the change comes to, without the options. */
function moveOf(job: WaitingJob, change: JobChange) {
  const decided = decideChange(job, change, now);
  return typeof decided === "string" ? decided : `${decided.cause} ${decided.runAt}`;
}

describe("a change of a job", () => {
  it("is for those alone that wait to start", () => {
    const allowed = jobStates.filter(
      (state) => decideChange({ ...queued, state }, {}, now) !== "forbidden",
    );
    expect(allowed).to.deep.equal(["scheduled", "queued"]);
  });

  it("queues a job that becomes due, unless it waits for others", () => {
    expect(moveOf(scheduled, { runAt: null })).to.equal("due 1000");
    expect(moveOf(scheduled, { runAt: 900 })).to.equal("due 1000");
    expect(moveOf({ ...held, runAt: 2000 }, { runAt: null })).to.equal("change 1000");
  });

  it("schedules a queued job again that is due later", () => {
    expect(moveOf(queued, { runAt: 1500 })).to.equal("postpone 1500");
    expect(moveOf(scheduled, { runAt: 1500 })).to.equal("change 1500");
  });

  it("keeps the place of a job that is due already", () => {
    expect(moveOf(queued, { runAt: null })).to.equal("unchanged");
    expect(moveOf(queued, { runAt: 100 })).to.equal("unchanged");
    expect(moveOf(held, { runAt: null })).to.equal("unchanged");
  });

  it("is none where nothing is other than before", () => {
    const same = { runAt: 2000, ...options, tags: ["a"] };
    for (const change of [{}, same]) expect(moveOf(scheduled, change)).to.equal("unchanged");
  });

  it("has the options afterwards and before, where one of them is another", () => {
    expect(decideChange(queued, { priority: 9 }, now)).to.deep.equal({
      cause: "change",
      runAt: 500,
      options: JSON.stringify({ ...options, priority: 9 }),
      was: JSON.stringify(options),
    });
  });
});

describe("restoreOptions", () => {
  it("gives each standing the options that the job had then", () => {
    const steps: Step<number>[] = [
      { c: "create", at: 1 },
      { c: "due", at: 1 },
      { c: "change", at: 2, options: "second", was: "first" },
      { c: "change", at: 3, options: "third", was: "second" },
      { c: "claim", at: 4 },
    ];
    const optionsIn = (some: Step<number>[]) =>
      restoreOptions(replay(initialStanding(1), some)).map(({ standing }) => standing.options);
    expect(optionsIn(steps)).to.deep.equal(["first", "first", "second", "third", "third"]);
    expect(optionsIn(steps.slice(0, 2))).to.deep.equal([null, null]);
  });
});
