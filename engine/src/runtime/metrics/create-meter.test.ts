import { expect } from "chai";
import { createMeter } from "./create-meter.ts";

async function linesOf(meter: ReturnType<typeof createMeter>): Promise<string[]> {
  return (await meter.metrics()).split("\n").filter((line) => line.startsWith("formwork_"));
}

describe("A meter", () => {
  it("has its counters and histograms at zero from the start, and no gauge before its value", async () => {
    const lines = await linesOf(createMeter("worker"));
    expect(lines).to.include.members([
      "formwork_leases_lost_total 0",
      'formwork_attempts_total{kind="http",outcome="superseded"} 0',
      'formwork_job_wait_seconds_bucket{le="+Inf"} 0',
    ]);
    expect(lines.some((line) => line.startsWith("formwork_worker_leases"))).to.equal(false);
  });

  it("reports what its service has, and `formwork start` everything", async () => {
    const has = async (service: string, name: string) =>
      (await linesOf(createMeter(service))).some((line) => line.startsWith(name));
    expect(await has("notifier", "formwork_events_pushed_total")).to.equal(true);
    expect(await has("notifier", "formwork_jobs_rescued_total")).to.equal(false);
    for (const name of ["formwork_events_pushed_total", "formwork_jobs_rescued_total"])
      expect(await has("formwork", name)).to.equal(true);
  });

  it("counts, sets, computes and observes", async () => {
    const meter = createMeter("formwork");
    meter.count("leases_lost_total");
    meter.countMany("events_pushed_total", 5);
    meter.gauge("jobs", 7, { state: "queued" });
    let sockets = 1;
    meter.gauge("sockets", () => sockets);
    sockets = 3;
    meter.observe("job_run_seconds", 0.2, { template: "greet", outcome: "failed" });
    expect(await linesOf(meter)).to.include.members([
      "formwork_leases_lost_total 1",
      "formwork_events_pushed_total 5",
      'formwork_jobs{state="queued"} 7',
      "formwork_sockets 3",
      'formwork_job_run_seconds_bucket{le="0.5",template="greet",outcome="failed"} 1',
    ]);
  });

  it("forgets values of a gauge that is set as a whole", async () => {
    const meter = createMeter("scheduler");
    const labels = { kind: "http", queue: "a" };
    meter.gaugeAll("queue_oldest_seconds", [{ labels, value: 4 }]);
    meter.gaugeAll("queue_oldest_seconds", [{ labels: { ...labels, queue: "b" }, value: 2 }]);
    const oldest = (await linesOf(meter)).filter((line) => line.includes("queue_oldest"));
    expect(oldest).to.deep.equal(['formwork_queue_oldest_seconds{kind="http",queue="b"} 2']);
  });
});
