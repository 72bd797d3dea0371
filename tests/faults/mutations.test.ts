import { expect } from "chai";
import type { Invariant } from "./harness/checker.ts";
import type { Fault } from "./harness/faults.ts";
import { type Fleet, leaseMs } from "./harness/fleet/fleet.ts";
import type { MutationName } from "./harness/fleet/patches.ts";
import { withServices } from "./harness/fleet/with-services.ts";
import { runFaults } from "./harness/run-faults.ts";

/** A guard that is taken away, the fault that it guards against, and the promise that breaks. */
type Case = {
  mutation: MutationName;
  breaks: Invariant;
  /** How long the first jobs run, in ms. */
  jobMs: number;
  faultOf: (fleet: Fleet) => Fault;
};

const cases: Record<string, Case> = {
  "a worker that goes on after its lease": {
    mutation: "no-deadline",
    breaks: "I3",
    jobMs: 4 * leaseMs,
    faultOf: ({ workers: [worker] }) => ({
      name: "no link from a worker to the database",
      async inject() {
        worker?.links?.store.blackhole();
        await new Promise((resolve) => setTimeout(resolve, 3 * leaseMs));
        worker?.links?.store.pass();
      },
    }),
  },
  "a store that takes a result without a lease": {
    mutation: "no-fence",
    breaks: "I2",
    jobMs: 1.75 * leaseMs,
    faultOf: ({ workers: [worker] }) => ({
      name: "suspension of a worker",
      inject: async () => worker?.suspend(2 * leaseMs),
    }),
  },
};

/** Injects the faults of some cases, each with the jobs that it meets, and returns what broke. */
async function brokenBy(fleet: Fleet, some: Case[]): Promise<Set<Invariant>> {
  const report = await runFaults(fleet, {
    ...{ seed: 1, ms: 5000 * some.length, faults: some.map(({ faultOf }) => faultOf(fleet)) },
    bounds: { overlapMs: 1000, recoveryMs: 60_000 },
    jobs: some.flatMap(({ jobMs }) =>
      Array.from({ length: 12 }, () => ({
        template: "effect",
        payload: { file: fleet.effectsFile, ms: jobMs },
      })),
    ),
  });
  return new Set(report.violations.map(({ invariant }) => invariant));
}

describe("faults find", function () {
  this.timeout(300_000);

  for (const [name, guard] of Object.entries(cases))
    it(name, async () => {
      const { mutation, breaks } = guard;
      const broken = await withServices((fleet) => brokenBy(fleet, [guard]), { mutation });
      expect(broken).to.include(breaks);
    });

  it("nothing where every guard is in its place", async () => {
    const broken = await withServices((fleet) => brokenBy(fleet, Object.values(cases)));
    expect(broken).to.deep.equal(new Set());
  });
});
