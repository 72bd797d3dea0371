import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { jobEventTypes } from "./events/events.ts";
import {
  type Cause,
  eventOfCause,
  isFinal,
  type JobState,
  jobStates,
  moves,
  next,
  statesBefore,
} from "./states.ts";

type Move = { from: JobState; cause: Cause; to: JobState };

// Object.keys returns strings; the table's type says which.
const causes = Object.keys(eventOfCause) as Cause[];
const allMoves: Move[] = jobStates.flatMap((from) =>
  causes.flatMap((cause) => {
    const to = next(from, cause);
    return to === undefined ? [] : [{ from, cause, to }];
  }),
);
const anyState = fc.constantFrom(...jobStates);
const anyCause = fc.constantFrom(...causes);

describe("the states of a job", () => {
  it("moves a job to a state that exists, or not at all", () => {
    fc.assert(
      fc.property(anyState, anyCause, (state, cause) => {
        const to = next(state, cause);
        return to === undefined || jobStates.includes(to);
      }),
    );
  });

  it("leaves a final state only when a person retries or dismisses the job", () => {
    const loopsAndWorkers = fc.constantFrom(
      ...causes.filter((cause) => !["retry", "reschedule", "dismiss"].includes(cause)),
    );
    const finalState = fc.constantFrom(...jobStates.filter(isFinal));
    fc.assert(
      fc.property(
        finalState,
        fc.array(loopsAndWorkers),
        (state, steps) => steps.reduce(step, state) === state,
      ),
    );
  });

  it("has no move out of succeeded", () => {
    expect(causes.filter((cause) => next("succeeded", cause) !== undefined)).to.deep.equal([]);
  });

  it("reaches every state from a new job", () => {
    const reached = new Set<JobState>(["scheduled"]);
    for (const state of reached)
      for (const { from, to } of allMoves) if (from === state) reached.add(to);
    expect([...reached]).to.have.members([...jobStates]);
  });

  it("leads from every state to a final one", () => {
    for (const state of jobStates.filter((state) => !isFinal(state)))
      expect(next(state, "cancel"), state).to.equal("cancelled");
  });

  it("runs a job only after a claim", () => {
    expect(allMoves.filter(({ to }) => to === "running")).to.deep.equal([
      { from: "queued", cause: "claim", to: "running" },
    ]);
  });

  it("reports every move by an event type that exists", () => {
    for (const { cause } of allMoves) expect(jobEventTypes, cause).to.include(eventOfCause[cause]);
  });

  it("uses every cause", () => {
    expect(causes.filter((cause) => statesBefore(cause).length === 0)).to.deep.equal([]);
  });

  it("lists the states in which a cause is legal", () => {
    fc.assert(
      fc.property(
        anyState,
        anyCause,
        (state, cause) => statesBefore(cause).includes(state) === cause in moves[state],
      ),
    );
  });
});

describe("docs/state-machine.md", () => {
  const page = readFileSync(new URL("../../docs/state-machine.md", import.meta.url), "utf8");
  const inOrder = (lines: string[]) => lines.sort();

  it("lists exactly the moves of the code, each with its event", () => {
    const rows = page.matchAll(/^\| `(\w+)` \| `(\w+)` \| `(\w+)` \| `([\w.]+)` \| \S/gm);
    const documented = Array.from(
      rows,
      ([, from, cause, to, event]) => `${from} ${cause} ${to} ${event}`,
    );
    const coded = allMoves.map(
      ({ from, cause, to }) => `${from} ${cause} ${to} ${eventOfCause[cause]}`,
    );
    expect(inOrder(documented)).to.deep.equal(inOrder(coded));
  });

  it("draws exactly the moves of the code", () => {
    const drawn = Array.from(
      page.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm),
      ([, from, to, cause]) => `${from} ${cause} ${to}`,
    );
    expect(inOrder(drawn)).to.deep.equal(
      inOrder(allMoves.map(({ from, cause, to }) => `${from} ${cause} ${to}`)),
    );
  });

  it("describes every state, and which are final", () => {
    const described = Array.from(
      page.matchAll(/^\| `(\w+)` \| [^|`]+.*\| (yes )?\|$/gm),
      ([, state, final]) => `${state} ${final !== undefined}`,
    );
    expect(inOrder(described)).to.deep.equal(
      inOrder(jobStates.map((state) => `${state} ${isFinal(state)}`)),
    );
  });
});

/** Returns the state after a cause; a forbidden one changes nothing. */
function step(state: JobState, cause: Cause): JobState {
  return next(state, cause) ?? state;
}
