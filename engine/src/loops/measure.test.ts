import { expect } from "chai";
import { createTelemetry } from "../runtime/telemetry.ts";
import { aJobIn, submit } from "../store/conformance/helpers.ts";
import { measureStore } from "../store/measure-store.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { measureStored } from "./measure.ts";

const noWorkers = {
  ...{ online: 2, draining: 1, offline: 0 },
  ...{ slots: { used: 3, free: 7 }, missing: [] },
};

/** Matches the age of the oldest waiting job of a queue, from a second to a minute. */
const oldest = (queue: string, kind: string) =>
  new RegExp(`formwork_queue_oldest_seconds\\{queue="${queue}",kind="${kind}"\\} [1-9]`);

describe("the gauges of what is stored", () => {
  onEachStore((use) => {
    it("tell jobs by state, who waits longest, the outbox and the workers", async () => {
      const telemetry = createTelemetry({ level: "silent", service: "scheduler" });
      const store = measureStore(use(), telemetry);
      await submit(store, { queue: "slow", kind: "http" });
      for (const template of ["one", "other"])
        await submit(store, {
          ...{ queue: "far", kind: "remote" },
          template: { name: template, version: 1 },
        });
      await aJobIn(store, "succeeded");
      await aJobIn(store, "failed");
      const workers = { counts: async () => noWorkers };
      const text = await eventually(async () => {
        await measureStored({ store, workers, telemetry }, store.countJobs);
        const measured = await telemetry.metrics();
        return oldest("far", "remote").test(measured) && measured;
      }, "jobs to wait for a second");
      for (const line of [
        'formwork_jobs{state="queued"} 3',
        'formwork_jobs{state="succeeded"} 1',
        'formwork_jobs{state="retrying"} 0',
        'formwork_workers{state="draining"} 1',
        'formwork_worker_slots{state="free"} 7',
        "formwork_lease_oldest_expired_seconds 0",
        "formwork_outbox_events 14",
        "formwork_jobs_submitted_total 5",
      ])
        expect(text).to.include(`${line}\n`);
      expect(text).to.match(oldest("slow", "http"));
      expect(text).to.match(
        /formwork_store_call_seconds_count\{call="settleJobs",outcome="done"\} 2/,
      );
    });
  });
});
