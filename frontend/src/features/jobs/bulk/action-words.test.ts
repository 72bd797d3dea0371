import type { JobActionProgress, JobActionReason } from "@formwork/contracts/job-action";
import type { JobState } from "@formwork/contracts/states";
import { anActionEvent } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import { progressText } from "./action-words.ts";
import { confirmationOf } from "./confirmation.ts";
import { movableInStates, movableRows } from "./movable-jobs.ts";

const anAction = (changes: Partial<JobActionProgress>) => anActionEvent(changes).data;
const refused = (count: number, state: JobState | null, code = "state-conflict") =>
  ({ code, state, count, sampleIds: [] }) satisfies JobActionReason;

describe("The words of an action on many jobs", () => {
  it("say what goes on, and what became of the jobs", () => {
    const cases: [Partial<JobActionProgress>, string][] = [
      [{ total: 4312 }, "Cancelling 4,312 jobs"],
      [{ total: 1, action: "delete" }, "Deleting 1 job"],
      [{ total: null, action: "retry" }, "Retrying jobs"],
      [
        {
          state: "done",
          done: 412,
          failed: 3,
          reasons: [refused(2, "failed"), refused(1, "succeeded")],
        },
        "412 cancelled, 3 had already ended",
      ],
      [
        {
          state: "done",
          action: "retry",
          done: 9,
          reasons: [refused(3, "running"), refused(1, null, "changed")],
        },
        "9 queued again, 3 were waiting or running, 1 had changed before their turn",
      ],
      [
        {
          state: "done",
          action: "dismiss",
          done: 0,
          reasons: [refused(2, "failed"), refused(1, null, "job-not-found")],
        },
        "0 dismissed, 2 had been dismissed, 1 no longer existed",
      ],
      [{ state: "stopped", total: 500, done: 88 }, "Stopped: 88 cancelled, 412 left as they were"],
      [{ state: "failed", error: "No such filter" }, "Cancelling 3 jobs failed: No such filter"],
      [{ state: "done", total: 0 }, "No job matched"],
    ];
    for (const [changes, text] of cases) expect(progressText(anAction(changes))).to.equal(text);
  });

  it("ask before what cannot be undone, and before what concerns jobs that are not on the screen", () => {
    expect(confirmationOf("retry", { count: 3, isAll: false })).to.equal(null);
    expect(confirmationOf("dismiss", { count: 3, isAll: false })).to.equal(null);
    expect(confirmationOf("delete", { count: 3, isAll: false })?.button).to.equal("Delete 3 jobs");
    expect(confirmationOf("cancel", { count: 1, isAll: false })?.title).to.equal("Cancel 1 job?");
    expect(confirmationOf("retry", { count: 4312, isAll: true })?.text).to.contain(
      "all that match",
    );
  });
});

describe("The number of jobs that an action would move", () => {
  it("is that of rows in its states, and of counts by state", () => {
    const rows = [
      ...(["queued", "running", "failed"] as const).map((state) => ({ state, dismissedAt: null })),
      { state: "failed" as const, dismissedAt: "2026-03-01T08:00:00Z" },
    ];
    expect(movableRows(rows)).to.deep.equal({ cancel: 2, retry: 2, dismiss: 1, delete: 2 });
    const counts = { queued: 5, succeeded: 7, failed: 2 };
    expect(movableInStates(counts, [])).to.deep.equal({
      cancel: 5,
      retry: 2,
      dismiss: 2,
      delete: 9,
    });
    expect(movableInStates(counts, ["failed"])).to.deep.include({ cancel: 0, delete: 2 });
  });
});
