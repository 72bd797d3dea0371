import { expect } from "chai";
import { aHome } from "../support/formwork.ts";
import { startRabbit } from "../support/servers/rabbitmq.ts";
import { startServiceParts, withStarted } from "./harness/fleet/service-parts.ts";
import { startReplicaSet } from "./harness/replica-set.ts";
import { runFaults } from "./harness/run-faults.ts";

/** Longer than usual: three database servers on a busy machine may need several elections. */
const bounds = { overlapMs: 6000, recoveryMs: 60_000 };

describe("a replica set of three whose primary steps down or is killed", function () {
  this.timeout(300_000);

  it("loses nothing that was acknowledged", () =>
    withStarted(async (begin) => {
      const { home, remove } = await aHome();
      await begin(Promise.resolve({ stop: remove }));
      const set = await begin(startReplicaSet());
      const broker = await begin(startRabbit());
      const parts = await startServiceParts({
        ...{ begin, home },
        addresses: async () => ({ store: set.url, bus: broker.url, links: null }),
      });
      const fleet = { ...parts, servers: null };
      const report = await runFaults(fleet, { seed: 14, faults: set.faults, bounds });
      expect(report.violations).to.deep.equal([]);
      // It was under load. A quick machine needs eight seconds for all, in which few are submitted.
      expect(report.jobs).to.be.above(10);
    }));
});
