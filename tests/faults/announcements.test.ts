import { eventually, holdsWithin } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { followJobs } from "../support/follower.ts";
import { callsTo } from "./harness/calls.ts";
import type { Fleet } from "./harness/fleet/fleet.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";
import { withServices } from "./harness/fleet/with-services.ts";

/** How long a process may take to come to its crash point, in ms. */
const crashMs = 30_000;
const params = { name: "red" };

/**
 * Kills a scheduler after it has stored that a queue may go on, before the event is published.
 * Returns what a client is told of it. The call is repeated afterwards, which is no news.
 */
async function toldOf(fleet: Fleet, patienceMs: number): Promise<string[]> {
  // The process that dies is the one that is asked.
  const schedulers = fleet.schedulers.slice(0, 1);
  const calls = callsTo({ schedulers, token: fleet.token });
  const notifiers = fleet.notifiers.map(({ url }) => url);
  const follower = await followJobs(notifiers, fleet.token);
  const told = () =>
    follower.others.map(({ type }) => String(type)).filter((type) => type.startsWith("queue."));
  try {
    await calls.untilAnswered((client) => client.call("queues.pause", { params, body: {} }));
    const crashing = schedulers[0]?.crash("before-queue-resumed", 1, crashMs);
    // Asked earlier, the process of before would answer, on a connection that it has open.
    await eventually(async () => !(await isUp(fleet)), "the process to end");
    await eventually(() => isUp(fleet), "the next process");
    await calls.untilAnswered((client) => client.call("queues.resume", { params }));
    await crashing;
    await holdsWithin(() => told().length > 1, patienceMs);
    return told();
  } finally {
    follower.close();
  }
}

async function isUp({ schedulers }: Fleet): Promise<boolean> {
  return fetch(`${schedulers[0]?.url}/health/live`).then(
    () => true,
    () => false,
  );
}

describe("the event of a queue whose process dies before it is published", function () {
  this.timeout(300_000);

  it("is published after the restart, in one process on SQLite", async () => {
    const told = await withEmbedded((fleet) => toldOf(fleet, 30_000));
    expect(told).to.deep.equal(["queue.paused", "queue.resumed"]);
  });

  it("is lost where no process looks for it", async () => {
    const mutation = "no-look-at-rows";
    const told = await withEmbedded((fleet) => toldOf(fleet, 8000), { mutation });
    expect(told).to.deep.equal(["queue.paused"]);
  });

  it("is published by another process, in services on MongoDB and RabbitMQ", async () => {
    const servers = await sharedServers();
    const told = await withServices((fleet) => toldOf(fleet, 30_000), { servers });
    expect(told).to.deep.equal(["queue.paused", "queue.resumed"]);
  });
});
