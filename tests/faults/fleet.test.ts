import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type Follower, followJobs } from "../support/follower.ts";
import { aHome, signIn } from "../support/formwork.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import type { Servers } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

type Part = "scheduler" | "worker" | "notifier";

/** Calls a server of the test each time it runs, so that runs can be counted. */
const record = {
  name: "record",
  title: "Record",
  payload: { type: "object", required: ["url"], properties: { url: { type: "string" } } },
  run: { kind: "http", method: "POST", url: "{{payload.url}}/{{job.id}}" },
};
/**
 * Drops events of jobs that were released before they started: on a busy machine half of a lease
 * may be over by then, and the claim that follows is no second run.
 */
function withoutReturns(steps: { type: string }[]): string[] {
  return steps.flatMap(({ type }, index) =>
    type === "job.requeued" || steps[index + 1]?.type === "job.requeued" ? [] : [type],
  );
}
const lifecycle = ["job.created", "job.queued", "job.started", "job.succeeded"];

describe("two schedulers, three workers and two notifiers on one MongoDB and one RabbitMQ", function () {
  this.timeout(360_000);
  let mongod: Servers["mongod"];
  let broker: Servers["broker"];
  let place: Awaited<ReturnType<typeof aHome>>;
  let fleet: Record<Part, ServiceProcess[]>;
  let clients: Client[];
  const runs: string[] = [];
  const target = createServer((request, response) => {
    runs.push(request.url ?? "");
    response.end();
  });
  let followers: Follower[];

  before(async () => {
    [{ mongod, broker }, place] = await Promise.all([sharedServers(), aHome()]);
    await mkdir(join(place.home, "templates"));
    await writeFile(join(place.home, "templates", "record.json"), JSON.stringify(record));
    await once(target.listen(0, "127.0.0.1"), "listening");
    fleet = {
      scheduler: [await start("scheduler"), await start("scheduler")],
      worker: await Promise.all([1, 2, 3].map(() => start("worker"))),
      notifier: await Promise.all([1, 2].map(() => start("notifier"))),
    };
    const [first] = fleet.scheduler;
    const { token } = await signIn(first?.url ?? "");
    clients = fleet.scheduler.map(({ url }) => createClient({ baseUrl: url, token }));
    const [one = "", two = ""] = fleet.notifier.map(({ url }) => url);
    followers = await Promise.all([followJobs([one, two], token), followJobs([two, one], token)]);
  });
  after(async () => {
    for (const follower of followers ?? []) follower.close();
    await Promise.all(
      Object.values(fleet ?? {}).flatMap((group) => group.map((service) => service.end("SIGKILL"))),
    );
    target.close();
    await place?.remove();
  });

  const start = (part: Part) =>
    startService(part, {
      ...serviceSettings({
        ...{ home: place.home, store: mongod.url, bus: broker.url },
        templates: join(place.home, "templates"),
      }),
      FORMWORK_LEASE: "3s",
      FORMWORK_RESCUE_INTERVAL: "500ms",
      FORMWORK_CONCURRENCY: "20",
      FORMWORK_OUTBOUND_ALLOW: "127.0.0.1",
    });

  /** Submits `count` jobs, half through each scheduler that answers; returns their ids. */
  async function submit(count: number, name: string, through = clients): Promise<string[]> {
    const { port } = target.address() as AddressInfo; // it listens on TCP
    const slices = Array.from({ length: Math.ceil(count / 500) }, (_, index) =>
      Math.min(500, count - index * 500),
    );
    const replies = await Promise.all(
      slices.map((size, index) => {
        const jobs = Array.from({ length: size }, () => ({
          template: "record",
          payload: { url: `http://127.0.0.1:${port}/${name}` },
        }));
        // One of those given.
        return (through[index % through.length] as Client).call("jobs.batch", { body: { jobs } });
      }),
    );
    return replies.flatMap(({ items }) => items.map(({ id }) => id ?? "refused"));
  }
  const succeeded = async (by: Client) => (await by.call("jobs.stats")).byState.succeeded ?? 0;
  /** The ids of the jobs that have run, one for each time. */
  const runsOf = (name: string) =>
    runs.flatMap((path) => (path.startsWith(`/${name}/`) ? [path.slice(name.length + 2)] : []));
  async function receivedAll(ids: string[]) {
    for (const { received } of followers) {
      await eventually(
        async () => ids.every((id) => received(id).at(-1)?.type === "job.succeeded"),
        "the end of every job to be received",
        60_000,
      );
    }
  }

  it("run each of 2,000 jobs once, and push its events complete and in order from both notifiers", async () => {
    const ids = await submit(2000, "all");
    await eventually(
      async () => (await succeeded(clients[0] as Client)) === ids.length,
      "all jobs to succeed",
      240_000,
    );
    expect(runsOf("all").sort()).to.deep.equal(ids.toSorted());
    await receivedAll(ids);
    for (const { received, faults } of followers) {
      expect(faults).to.deep.equal([]);
      for (const id of ids) expect(withoutReturns(received(id))).to.deep.equal(lifecycle);
    }
  });

  for (const part of ["worker", "notifier", "scheduler"] as const) {
    it(`lose no job and no event when a ${part} is killed meanwhile`, async () => {
      const last = clients.at(-1) as Client; // The scheduler that is never killed.
      const before = await succeeded(last);
      const ids = await submit(1500, part);
      await eventually(async () => (await succeeded(last)) > before, "work to begin");
      await fleet[part][0]?.end("SIGKILL");
      if (part === "scheduler") clients = [last];

      await eventually(
        async () => (await succeeded(last)) === before + ids.length,
        "all jobs to succeed",
        120_000,
      );
      expect(new Set(runsOf(part))).to.deep.equal(new Set(ids));
      await receivedAll(ids);
      for (const { faults } of followers) expect(faults).to.deep.equal([]);
      const crashed = (await last.call("jobs.list", { query: { limit: 500 } })).items.filter(
        (job) => job.crashes > 0,
      );
      for (const job of crashed) {
        const { items } = await last.call("jobs.attempts", { params: { id: job.id } });
        expect(
          items.filter((attempt) => attempt.state === "succeeded"),
          "settled attempts",
        ).to.have.length(1);
      }
    });
  }
});
