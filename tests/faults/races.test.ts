import { setTimeout as pause } from "node:timers/promises";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { aHome, signedIn, signIn, startFormwork } from "../support/formwork.ts";
import { serviceSettings, startService } from "../support/service.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

const races = 500;
/** As many leases as one claim gives. */
const perRound = 50;
const template = {
  name: "race",
  title: "Race",
  payload: { type: "object" },
  run: { kind: "remote" } as const,
};

/** Resolves with `done`, or with the code of the refusal. */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (isProblemError(error) && error.status === 409) return error.problem.code;
    throw error;
  }
}

/** Settles and cancels jobs at the same moment, in either order. `other` is a second scheduler, if any. */
async function race(one: Client, other: Client): Promise<void> {
  await one.call("templates.publish", { params: { name: "race" }, body: template });
  const winners = { cancel: 0, settle: 0 };
  for (let round = 0; round < races / perRound; round++) {
    const jobs = Array.from({ length: perRound }, () => ({ template: "race", payload: {} }));
    await one.call("jobs.batch", { body: { jobs } });
    const claim = { worker: { id: "racer" }, templates: ["race"], limit: perRound };
    const claimed = await one.call("work.claim", { body: claim });
    expect(claimed.jobs).to.have.length(perRound);
    await Promise.all(
      claimed.jobs.map(async ({ jobId: id, lease }, index) => {
        // Neither is always the faster one: the second call comes at the same time or a little later.
        const second = pause(Math.floor(index / 2));
        const settle = () => one.call("work.succeed", { body: { lease, result: id } });
        const cancel = () => other.call("jobs.cancel", { params: { id } });
        const isCancelSecond = index % 2 === 0;
        const [settled, cancelled] = await Promise.all([
          outcomeOf(isCancelSecond ? settle() : second.then(settle)),
          outcomeOf(isCancelSecond ? second.then(cancel) : cancel()),
        ]);
        const { state, seq } = await one.call("jobs.get", { params: { id } });
        expect({ settled, cancelled, state, seq }).to.deep.equal(
          settled === "done"
            ? { settled, cancelled: "state-conflict", state: "succeeded", seq: 4 }
            : { settled: "lease-lost", cancelled: "done", state: "cancelled", seq: 4 },
        );
        winners[settled === "done" ? "settle" : "cancel"]++;
      }),
    );
  }
  expect(winners.cancel + winners.settle).to.equal(races);
  expect(Math.min(winners.cancel, winners.settle), "races that either won").to.be.above(0);
}

describe(`${races} cancels at the moment of a result`, function () {
  this.timeout(300_000);
  const ending: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });

  it("end in one state each on SQLite, and the later call is refused", async () => {
    const place = await aHome();
    ending.push(place.remove);
    const running = await startFormwork(place.home, { FORMWORK_LOG_LEVEL: "error" });
    ending.push(() => running.kill("SIGKILL"));
    const client = await signedIn(running);
    await race(client, client);
  });

  it("end in one state each on MongoDB with two schedulers, and the later call is refused", async () => {
    const [place, { mongod, broker }] = [await aHome(), await sharedServers()];
    ending.push(place.remove);
    const settings = serviceSettings({ home: place.home, store: mongod.url, bus: broker.url });
    const [first, second] = await Promise.all(
      [1, 2].map(async () => {
        const service = await startService("scheduler", settings);
        ending.push(() => service.end("SIGKILL"));
        return service.url;
      }),
    );
    const { client, token } = await signIn(first ?? "");
    await race(client, createClient({ baseUrl: second ?? "", token }));
  });
});
