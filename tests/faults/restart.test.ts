import type { Client } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, type Running, signedIn, startFormwork } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";

/** Short leases, so that a rescue takes seconds only. */
const settings = {
  FORMWORK_LEASE: "2s",
  FORMWORK_RESCUE_INTERVAL: "500ms",
  FORMWORK_DRAIN_TIMEOUT: "300ms",
};
const slow = { template: "sample-job", payload: { steps: 4, seconds: 0.5, lines: 1 } };

describe("a restart with jobs running", function () {
  this.timeout(90_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let running: Running;

  beforeEach(async () => {
    place = await aHome();
    running = await startFormwork(place.home, settings);
  });
  afterEach(async () => {
    await running.kill("SIGKILL");
    await place.remove();
  });

  async function submitTwenty(client: Client): Promise<string[]> {
    const jobs = await Promise.all(
      Array.from({ length: 20 }, () => client.call("jobs.create", { body: slow })),
    );
    await eventually(async () => (await client.call("jobs.stats")).byState.running, "a job to run");
    return jobs.map((job) => job.id);
  }

  it("by kill -9 loses nothing: running jobs are rescued when their lease ends, and their events show it", async () => {
    const ids = await submitTwenty(await signedIn(running));
    await running.kill("SIGKILL");
    running = await startFormwork(place.home, settings);
    const client = await signedIn(running);
    const jobs = await Promise.all(ids.map((id) => jobEnds(client, id)));
    expect(jobs.map((job) => job.state)).to.deep.equal(ids.map(() => "succeeded"));

    const crashed = jobs.filter((job) => job.crashes > 0);
    expect(crashed, "jobs that were running").to.not.be.empty;
    for (const job of crashed) {
      const { items: events } = await client.call("jobs.events", { params: { id: job.id } });
      expect(events.map((event) => event.type)).to.include("job.rescued");
      expect(events.map((event) => event.data.seq)).to.deep.equal(
        events.map((_, index) => index + 1),
      );
      const { items: attempts } = await client.call("jobs.attempts", { params: { id: job.id } });
      expect(attempts.map((attempt) => attempt.state))
        .to.include("superseded")
        .and.to.include("succeeded");
    }
  });

  it("by SIGTERM releases running jobs without counting an attempt", async () => {
    const ids = await submitTwenty(await signedIn(running));
    await running.kill("SIGTERM");
    // No lease of the new process ends because the machine is busy.
    running = await startFormwork(place.home, { ...settings, FORMWORK_LEASE: "30s" });
    const client = await signedIn(running);
    const jobs = await Promise.all(ids.map((id) => jobEnds(client, id)));
    expect(jobs.map(({ state, attempt, crashes }) => ({ state, attempt, crashes }))).to.deep.equal(
      ids.map(() => ({ state: "succeeded", attempt: 1, crashes: 0 })),
    );
  });
});
