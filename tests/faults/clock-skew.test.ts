import { access } from "node:fs/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, signIn } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { debianProgram } from "../support/servers/debian.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import { writeTemplates } from "./harness/fleet/effects.ts";
import { fleetSettings } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

/** The library that changes the clock of one process; Debian's package `faketime` brings it. */
const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/** Longer than a busy machine may keep a worker from renewing, and far less than the clocks are off. */
const leaseMs = 5000;

describe("workers whose clocks are ten minutes off", function () {
  this.timeout(120_000);
  const ending: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const end of ending.reverse()) await end();
  });

  it("keep their leases, and say that their clocks differ from the database's", async () => {
    await debianProgram("faketime", "faketime");
    await access(library);
    const [{ mongod, broker }, place] = await Promise.all([sharedServers(), aHome()]);
    ending.push(place.remove);
    const { folder, file } = await writeTemplates(place.home);
    const settings = {
      ...fleetSettings,
      FORMWORK_LEASE: `${leaseMs}ms`,
      FORMWORK_LOG_LEVEL: "warn",
      ...serviceSettings({
        ...{ home: place.home, store: mongod.url, bus: broker.url, templates: folder },
      }),
    };
    async function start(part: "scheduler" | "worker", faketime: string | null) {
      const clock = { LD_PRELOAD: library, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
      const environment = faketime === null ? {} : { ...clock, FAKETIME: faketime };
      const service = await startService(part, { ...settings, ...environment });
      ending.push(() => service.end("SIGKILL"));
      return service;
    }
    const scheduler = await start("scheduler", null);
    const workers = [await start("worker", "+10m"), await start("worker", "-10m")];
    const { client } = await signIn(scheduler.url);
    const payload = { file, ms: 2 * leaseMs };
    const jobs = await Promise.all(
      Array.from({ length: 6 }, () =>
        client.call("jobs.create", { body: { template: "effect", payload } }),
      ),
    );
    for (const { id } of jobs) {
      const ended = await jobEnds(client, id);
      expect(ended).to.include({ state: "succeeded", attempt: 1, crashes: 0 });
      expect(Date.parse(ended.finishedAt ?? "")).to.be.closeTo(Date.now(), 300_000);
    }
    for (const worker of workers)
      await eventually(() => eventsOf(worker).includes("clock.skewed"), "a worker to notice it");
    expect(eventsOf(scheduler)).to.not.include("clock.skewed");
  });
});

function eventsOf({ logs }: ServiceProcess): string[] {
  return logs.map((line) => JSON.parse(line).event);
}
