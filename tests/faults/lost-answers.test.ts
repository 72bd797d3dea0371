import { randomUUID } from "node:crypto";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, signedIn, signIn, startFormwork } from "../support/formwork.ts";
import { startProxy, type TcpProxy } from "../support/servers/proxy.ts";
import { fleetSettings } from "./harness/fleet/fleet.ts";

const template = {
  name: "far",
  title: "Far",
  payload: { type: "object" },
  run: { kind: "remote" } as const,
};

describe("an answer over HTTP that is lost after the work was done", function () {
  this.timeout(120_000);
  const ending: (() => Promise<unknown>)[] = [];
  let proxy: TcpProxy;
  /** Calls through the proxy, and past it. */
  let far: Client;
  let near: Client;

  before(async () => {
    const place = await aHome();
    ending.push(place.remove);
    const running = await startFormwork(place.home, fleetSettings);
    ending.push(() => running.kill("SIGKILL"));
    await signedIn(running);
    const { client, token } = await signIn(running.url);
    near = client;
    proxy = await startProxy(running.url);
    ending.push(proxy.close);
    // The address of a proxy ends with a slash.
    far = createClient({ baseUrl: proxy.url.replace(/\/$/, ""), token });
    await near.call("templates.publish", { params: { name: "far" }, body: template });
  });
  after(async () => {
    for (const end of ending.reverse()) await end();
  });

  /** Makes a call whose answer is lost. */
  async function losing(call: () => Promise<unknown>): Promise<void> {
    proxy.dropReplies();
    const failure = await call().catch((error) => error);
    proxy.pass();
    expect(failure).to.have.property("status", 0);
  }
  const submit = (client: Client, key: string) =>
    client.call("jobs.create", {
      body: { template: "far", payload: {} },
      headers: { "idempotency-key": key },
    });
  const jobs = async () =>
    (await near.call("jobs.list", { query: { template: ["far"], limit: 50 } })).items;
  const claim = (client: Client) =>
    client.call("work.claim", { body: { worker: { id: "far" }, templates: ["far"], limit: 1 } });

  it("makes one job of a submit and its repetition", async () => {
    const key = randomUUID();
    await losing(() => submit(far, key));
    const [stored] = await eventually(async () => {
      const found = await jobs();
      return found.length === 1 && found;
    }, "the job to be stored");
    expect((await submit(far, key)).id).to.equal(stored?.id);
    expect(await jobs()).to.have.length(1);
  });

  it("gives a claimed job to the next one who asks, once the lease has ended", async () => {
    await losing(() => claim(far));
    const [held] = await eventually(async () => {
      const found = await jobs();
      return found[0]?.state === "running" && found;
    }, "the job to be leased");
    const [again] = await eventually(async () => {
      const { jobs } = await claim(far);
      return jobs.length === 1 && jobs;
    }, "the job to be given again");
    expect(again).to.include({ jobId: held?.id, attempt: 2 });
    await losing(() =>
      far.call("work.succeed", { body: { lease: again?.lease ?? "", result: 7 } }),
    );
    const settled = await far.call("work.succeed", {
      body: { lease: again?.lease ?? "", result: 7 },
    });
    expect(settled).to.include({ outcome: "succeeded" });
    expect((await jobs())[0]).to.include({ state: "succeeded", attempt: 2, crashes: 1 });
    const { items } = await near.call("jobs.events", { params: { id: held?.id ?? "" } });
    expect(items.filter(({ type }) => type === "job.succeeded")).to.have.length(1);
  });
});
