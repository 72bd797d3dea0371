import { expect } from "chai";
import type { WithFleet } from "./harness/fleet/fleet.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";
import { withServices } from "./harness/fleet/with-services.ts";
import { runFaults } from "./harness/run-faults.ts";

/** Time in which faults are injected, in ms. `npm run faults` runs for longer. */
const ms = 30_000;
/** The faults of a failed run are drawn again by its seed. */
const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 100_000);

const fleets: Record<string, WithFleet> = {
  "one process on SQLite": withEmbedded,
  "six processes on MongoDB and RabbitMQ": withServices,
};

describe(`faults drawn by the seed ${seed}`, function () {
  this.timeout(300_000);

  for (const [name, withFleet] of Object.entries(fleets))
    it(`break no promise of ${name}`, async () => {
      const injected: string[] = [];
      const print = (line: string) => injected.push(line);
      const report = await withFleet((fleet) => runFaults(fleet, { seed, ms, print }));
      expect(report.violations, injected.join("\n")).to.deep.equal([]);
      expect(report.jobs).to.be.above(50);
    });
});
