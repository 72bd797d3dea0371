import { expect } from "chai";
import type { WithFleet } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";
import { withServices } from "./harness/fleet/with-services.ts";
import { drawnSeed } from "./harness/random.ts";
import { runFaults } from "./harness/run-faults.ts";

/** Time in which faults are injected, in ms. `npm run faults` runs for longer. */
const ms = 30_000;

const fleets: Record<string, WithFleet> = {
  "one process on SQLite": withEmbedded,
  "services on MongoDB and RabbitMQ": async (use) =>
    withServices(use, { servers: await sharedServers() }),
};

describe(`faults drawn by the seed ${drawnSeed}`, function () {
  this.timeout(300_000);

  for (const [name, withFleet] of Object.entries(fleets))
    it(`break no promise of ${name}`, async () => {
      const injected: string[] = [];
      const print = (line: string) => injected.push(line);
      const report = await withFleet((fleet) =>
        runFaults(fleet, { seed: drawnSeed, faults: ms, print }),
      );
      expect(report.violations, injected.join("\n")).to.deep.equal([]);
      expect(report.jobs).to.be.above(50);
    });
});
