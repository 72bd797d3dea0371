import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { callsTo } from "./harness/calls.ts";
import type { Fault } from "./harness/faults.ts";
import type { Fleet } from "./harness/fleet/fleet.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";
import { drawnSeed } from "./harness/random.ts";
import { runFaults } from "./harness/run-faults.ts";

const jobCount = 200;
const kills = { count: 10, everyMs: 2000 };

/** Submits jobs that take two programs about as long as they are killed for, and kills them. */
function killedAtRandom(fleet: Fleet): Fault {
  return {
    name: `kill -9 of a remote worker, ${kills.count} times`,
    async inject(random) {
      const jobs = Array.from({ length: jobCount }, () => ({
        template: "remote",
        payload: { file: fleet.effectsFile, ms: random.between(500, 1000) },
      }));
      const { accepted } = await callsTo(fleet).once((client) =>
        client.call("jobs.batch", { body: { jobs } }),
      );
      expect(accepted).to.equal(jobCount);
      for (let kill = 0; kill < kills.count; kill++) {
        await pause(kills.everyMs);
        await random.pick(fleet.remoteWorkers).restart("SIGKILL", 0);
      }
    },
  };
}

describe(`remote workers that are killed at random, by the seed ${drawnSeed}`, function () {
  this.timeout(300_000);

  it("end each job once, and never do one at the same time", () =>
    withEmbedded(async (fleet) => {
      const report = await runFaults(fleet, {
        seed: drawnSeed,
        faults: [killedAtRandom(fleet)],
      });
      expect(report.violations).to.deep.equal([]);
      expect(report.jobs).to.be.above(jobCount);
      expect(report.crashes, "attempts that were taken over").to.be.above(0);
      expect(report.worstOverlapMs).to.equal(0);
    }));
});
