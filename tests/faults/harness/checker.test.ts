import { expect } from "chai";
import { check, type Invariant } from "./checker.ts";
import type { Effect } from "./fleet/effects.ts";
import type { FinalJob, History } from "./history.ts";

const bounds = { overlapMs: 1000, recoveryMs: 1000 };

function aFinalJob(changes: Partial<FinalJob> = {}): FinalJob {
  return {
    ...{ id: "a", state: "succeeded", attempt: 1, maxAttempts: 3, crashes: 0, seq: 2, resultOf: 1 },
    events: [
      { seq: 1, type: "job.created" },
      { seq: 2, type: "job.succeeded" },
    ],
    attempts: [{ attempt: 1, state: "succeeded" }],
    ...changes,
  };
}

/** A run of one job in which every promise was kept. */
function aHistory(changes: Partial<History> & { job?: FinalJob } = {}): History {
  const { job = aFinalJob(), ...others } = changes;
  return {
    acknowledged: [{ call: "submit", key: "k", job: "a" }],
    effects: [anEffect({}), anEffect({ what: "end", at: 10 })],
    jobs: new Map([[job.id, job]]),
    clients: [new Map([[job.id, job.events]])],
    clientFaults: [],
    schedule: null,
    recoveries: [],
    unfinished: [],
    ...others,
  };
}
const anEffect = (changes: Partial<Effect>): Effect => ({
  ...{ job: "a", attempt: 1, what: "start", at: 0 },
  ...changes,
});

const created = { seq: 1, type: "job.created" };
const fired = { at: 2000, outcome: "fired", job: "s" };
const inSchedule = { id: "s", runAt: 2000 };

/** For each promise the runs that break it, and no other. */
const broken: [Invariant, string, Parameters<typeof aHistory>[0]][] = [
  ["I1", "an acknowledged job is gone", { acknowledged: [{ call: "submit", key: "k", job: "b" }] }],
  ["I1", "a cancelled job succeeded", { acknowledged: [{ call: "cancel", job: "a" }] }],
  [
    "I2",
    "an attempt was settled twice",
    {
      job: aFinalJob({
        attempts: [
          { attempt: 1, state: "failed" },
          { attempt: 1, state: "succeeded" },
        ],
      }),
    },
  ],
  ["I2", "the result is that of another attempt", { job: aFinalJob({ resultOf: 2 }) }],
  [
    "I3",
    "an attempt goes on beside its successor",
    { effects: [anEffect({}), anEffect({ attempt: 2, at: 100 }), anEffect({ at: 1200 })] },
  ],
  ["I4", "a client missed an event", { clients: [new Map([["a", [created]]])] }],
  ["I4", "a client saw an event twice", { clients: [new Map([["a", [created, created]]])] }],
  ["I4", "a cursor was not continued", { clientFaults: ["reset"] }],
  ["I6", "a slot did not fire", { schedule: { expected: [2000], slots: [], jobs: [] } }],
  [
    "I6",
    "a slot made two jobs",
    {
      schedule: {
        expected: [2000],
        slots: [fired],
        jobs: [inSchedule, inSchedule],
      },
    },
  ],
  ["I6", "a job belongs to no slot", { schedule: { expected: [], slots: [], jobs: [inSchedule] } }],
  ["I8", "a fault is not overcome in time", { recoveries: [{ fault: "kill -9", ms: 1001 }] }],
  ["I9", "a job is stuck", { unfinished: ["a"] }],
  [
    "I10",
    "a job failed more often than it may",
    {
      job: aFinalJob({
        maxAttempts: 1,
        resultOf: null,
        attempts: [
          { attempt: 1, state: "failed" },
          { attempt: 2, state: "failed" },
        ],
      }),
    },
  ],
  ["I10", "a job crashed more than three times", { job: aFinalJob({ crashes: 4 }) }],
];

describe("the checker of a run under faults", () => {
  it("finds nothing in a run that keeps every promise", () => {
    const schedule = { expected: [2000], slots: [fired], jobs: [inSchedule] };
    expect(check(aHistory({ schedule }), bounds)).to.deep.equal([]);
  });

  it("counts no released attempt", () => {
    const attempts = [
      { attempt: 1, state: "released" },
      { attempt: 1, state: "succeeded" },
    ];
    expect(check(aHistory({ job: aFinalJob({ attempts }) }), bounds)).to.deep.equal([]);
  });

  for (const [invariant, what, changes] of broken)
    it(`finds that ${what}`, () => {
      const found = check(aHistory(changes), bounds).map((violation) => violation.invariant);
      expect(new Set(found)).to.deep.equal(new Set([invariant]));
    });

  it("finds events with a hole, or that do not tell the state", () => {
    const holes = [created, { seq: 3, type: "job.succeeded" }];
    for (const job of [
      aFinalJob({ events: holes }),
      aFinalJob({ seq: 3 }),
      aFinalJob({ state: "failed" }),
    ])
      expect(check(aHistory({ job }), bounds).map(({ invariant }) => invariant)).to.include("I5");
  });
});
