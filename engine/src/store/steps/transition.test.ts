import { type Cause, eventOfCause, isFinal, type JobState, next } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { isoTime, isoTimeOrNull } from "../iso-time.ts";
import { attemptsOf } from "./attempts.ts";
import type { Step, StepCause } from "./step.ts";
import { after, initialStanding, replay, type Standing } from "./transition.ts";

// Object.keys knows only strings; the table's type says which ones they are.
const causes = Object.keys(eventOfCause) as Cause[];

/** A job that has been through something: no field is null or zero. */
const eventful: Standing<number> = {
  seq: 9,
  state: "running",
  attempt: 3,
  crashes: 2,
  failures: 1,
  run: 1,
  runAt: 100,
  startedAt: 200,
  startedBefore: 150,
  finishedAt: null,
  dismissedAt: 300,
  progress: '{"percent":1}',
  error: '{"message":"before"}',
  options: '{"priority":1,"queue":"red","tags":[]}',
  errorGroup: "greet:12",
};

const at = 1000;
const error = '{"message":"now"}';

/** What one step changes in `eventful`, taken in the given state, besides `seq`. */
function changesOf(step: Omit<Step<number>, "at">, given: Partial<Standing<number>> = {}) {
  const before = { ...eventful, ...given };
  const { seq, ...standing } = after(before, { at, ...step });
  expect(seq, "seq").to.equal(before.seq + 1);
  return Object.fromEntries(
    Object.entries(standing).filter(([field, value]) => value !== before[field as never]),
  );
}

describe("the standing of a job", () => {
  it("starts scheduled, without a step", () => {
    expect(initialStanding(at)).to.include({ seq: 0, state: "scheduled", runAt: at, run: 1 });
  });

  it("is due when it is created, or when its creator said", () => {
    const scheduled = { state: "scheduled" } as const;
    expect(changesOf({ c: "create" }, scheduled)).to.deep.equal({ runAt: at });
    expect(changesOf({ c: "create", due: 5 }, scheduled)).to.deep.equal({ runAt: 5 });
  });

  it("is queued when due", () => {
    expect(changesOf({ c: "due" }, { state: "retrying" })).to.deep.equal({ state: "queued" });
  });

  it("has the due time and options that a person gave it while it waits", () => {
    const options = '{"priority":9,"queue":"red","tags":["x"]}';
    const [scheduled, queued] = [{ state: "scheduled" }, { state: "queued" }] as const;
    expect(changesOf({ c: "change", due: 5 }, scheduled)).to.deep.equal({ runAt: 5 });
    expect(changesOf({ c: "change", options }, queued)).to.deep.equal({ options });
    expect(changesOf({ c: "postpone", due: 5, options }, queued)).to.deep.equal({
      ...{ state: "scheduled", runAt: 5, options },
    });
    expect(changesOf({ c: "due", due: 5 }, scheduled)).to.deep.equal({ state: "queued", runAt: 5 });
  });

  it("counts an attempt and keeps the start before when claimed", () => {
    expect(changesOf({ c: "claim", worker: "w" }, { state: "queued" })).to.deep.equal({
      state: "running",
      attempt: 4,
      startedAt: at,
      startedBefore: 200,
      progress: null,
    });
  });

  it("keeps what was reported last", () => {
    const progress = '{"percent":2}';
    expect(changesOf({ c: "progress", progress })).to.deep.equal({ progress });
  });

  it("loses its error when it succeeds", () => {
    expect(changesOf({ c: "succeed" })).to.deep.equal({
      state: "succeeded",
      finishedAt: at,
      error: null,
      progress: '{"percent":100}',
    });
  });

  it("counts a failure and is due again when an attempt fails", () => {
    const failed = { state: "retrying", failures: 2, error };
    expect(changesOf({ c: "fail", error, due: 2000 })).to.deep.equal({ ...failed, runAt: 2000 });
    expect(changesOf({ c: "fail", error })).to.deep.equal({ ...failed, runAt: at });
  });

  it("counts a failure when the last attempt fails, or a crash when its lease ran out", () => {
    const group = "greet:34";
    const failed = { state: "failed", error, finishedAt: at, errorGroup: group };
    expect(changesOf({ c: "exhaust", error, group })).to.deep.equal({ ...failed, failures: 2 });
    expect(changesOf({ c: "exhaust", error, group, lost: true })).to.deep.equal({
      ...failed,
      crashes: 3,
    });
  });

  it("forgets the attempt that a worker gives back", () => {
    expect(changesOf({ c: "release" })).to.deep.equal({
      state: "queued",
      attempt: 2,
      startedAt: 150,
      progress: null,
    });
  });

  it("counts a crash when it is rescued", () => {
    expect(changesOf({ c: "rescue", error, lost: true })).to.deep.equal({
      state: "queued",
      crashes: 3,
      error,
    });
  });

  it("keeps its error when cancelled, unless the step has one", () => {
    const cancelled = { state: "cancelled", finishedAt: at };
    expect(changesOf({ c: "cancel" })).to.deep.equal(cancelled);
    expect(changesOf({ c: "cancel", error })).to.deep.equal({ ...cancelled, error });
  });

  it("starts a new run when a person retries it", () => {
    expect(changesOf({ c: "retry" }, { state: "failed", finishedAt: 400 })).to.deep.equal({
      state: "queued",
      finishedAt: null,
      runAt: at,
      run: 2,
      crashes: 0,
      failures: 0,
      progress: null,
      error: null,
      dismissedAt: null,
      errorGroup: null,
    });
  });

  it("keeps its end when it is dismissed, and leaves the open jobs of its group", () => {
    const ended = { state: "failed", finishedAt: 400, dismissedAt: null } as const;
    expect(changesOf({ c: "dismiss" }, ended)).to.deep.equal({
      dismissedAt: at,
      errorGroup: "~greet:12",
    });
  });

  it("stays as it is when it is deleted, but in no group", () => {
    expect(changesOf({ c: "delete" }, { state: "failed" })).to.deep.equal({ errorGroup: null });
  });

  it("refuses a move that its state forbids", () => {
    expect(() => after({ ...eventful, state: "succeeded" }, { c: "claim", at })).to.throw(
      'A succeeded job cannot take the step "claim"',
    );
  });

  it("takes nothing but the standing out of a larger record", () => {
    const record = { ...eventful, payload: "{}" };
    expect(after(record, { c: "progress", at })).to.not.have.property("payload");
  });

  it("leaves the standing before as it was, and works on dates too", () => {
    const before = Object.freeze(initialStanding(new Date(1)));
    expect(after(before, { c: "create", at: new Date(2) }).runAt).to.deep.equal(new Date(2));
  });
});

/** A legal life: any causes, of which those that the state forbids are left out. */
const walk = fc
  .array(fc.record({ cause: fc.constantFrom(...causes, "progress" as const), lost: fc.boolean() }))
  .map((wishes) => {
    let state: JobState = "scheduled";
    const steps: Step<number>[] = [{ c: "create", at: 1 }];
    for (const { cause, lost } of wishes) {
      const moved = stateAfter(state, cause);
      if (moved === undefined) continue;
      state = moved;
      steps.push({ c: cause, at: steps.length + 1, ...detailsOf(cause, lost) });
    }
    return steps;
  });

function stateAfter(state: JobState, cause: StepCause): JobState | undefined {
  if (cause === "progress") return state === "running" ? state : undefined;
  return cause === "create" || cause === "delete" ? state : next(state, cause);
}

function detailsOf(cause: StepCause, lost: boolean): Partial<Step<number>> {
  if (cause === "claim") return { worker: "w" };
  if (cause === "rescue" || (cause === "exhaust" && lost)) return { error, lost: true };
  return cause === "fail" || cause === "exhaust" ? { error } : {};
}

describe("the steps of any job", () => {
  const start = initialStanding(0);

  it("lead through the states of the table, and are numbered without holes", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let state: JobState = "scheduled";
        for (const [index, { step, standing }] of replay(start, steps).entries()) {
          state = stateAfter(state, step.c) ?? state;
          expect(standing).to.include({ seq: index + 1, state });
          expect(standing.finishedAt !== null).to.equal(isFinal(state));
        }
      }),
    );
  });

  it("lead to the same place from any base on the way", () => {
    fc.assert(
      fc.property(walk, fc.nat(), (steps, anywhere) => {
        const whole = replay(start, steps);
        const place = anywhere % steps.length;
        const base = whole[place]?.standing ?? start;
        expect(replay(base, steps.slice(place + 1))).to.deep.equal(whole.slice(place + 1));
      }),
    );
  });

  it("tell of attempts that agree with where the job stands after each of them", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const whole = replay(start, steps);
        for (const [index, { standing }] of whole.entries()) {
          const attempts = attemptsOf(whole.slice(0, index + 1));
          const counted = attempts.filter(({ state }) => state !== "released");
          expect(counted.map(({ attempt }) => attempt)).to.deep.equal(
            counted.map((_, place) => place + 1),
          );
          expect(standing.attempt).to.equal(counted.length);
          expect(isoTimeOrNull(standing.startedAt)).to.equal(counted.at(-1)?.startedAt ?? null);
          expect(attempts.at(-1)?.state === "running").to.equal(standing.state === "running");
          expect(attempts.filter(({ state }) => state === "running").length).to.be.at.most(1);
        }
      }),
    );
  });
});

describe("attempts", () => {
  const claimed: Step<number>[] = [
    { c: "create", at: 1 },
    { c: "due", at: 1 },
    { c: "claim", at: 2, worker: "w" },
  ];
  const lastOf = (...steps: Step<number>[]) =>
    attemptsOf(replay(initialStanding(1), [...claimed, ...steps])).at(-1);

  it("begin with a claim, under the number of its step", () => {
    expect(lastOf()).to.deep.equal({
      seq: 3,
      attempt: 1,
      state: "running",
      startedAt: isoTime(2),
      finishedAt: null,
      workerId: "w",
      exitCode: null,
      error: null,
    });
  });

  const ends: [Omit<Step<number>, "at">, string][] = [
    [{ c: "succeed" }, "succeeded"],
    [{ c: "fail", error }, "failed"],
    [{ c: "exhaust", error }, "failed"],
    [{ c: "exhaust", error, lost: true }, "superseded"],
    [{ c: "rescue", error, lost: true }, "superseded"],
    [{ c: "release" }, "released"],
    [{ c: "cancel", error }, "cancelled"],
  ];
  for (const [step, state] of ends) {
    const cause = step.lost ? `${step.c} after a lost lease` : step.c;
    it(`are ${state} by ${cause}`, () => {
      const withError = step.error !== undefined && step.c !== "cancel";
      expect(lastOf({ at: 3, exit: 7, ...step })).to.deep.include({
        state,
        finishedAt: isoTime(3),
        exitCode: 7,
        error: withError ? { message: "now" } : null,
      });
    });
  }

  it("go on when progress is reported", () => {
    expect(lastOf({ c: "progress", at: 3 })).to.include({ state: "running", finishedAt: null });
  });
});
