import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { sharedServers } from "../faults/harness/fleet/shared-servers.ts";
import { followJobs } from "../support/follower.ts";
import { aHome, signIn } from "../support/formwork.ts";
import { freePort } from "../support/servers/run-server.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import { readDockerfile, readEnv } from "./support/dockerfile.ts";
import { startNames } from "./support/names.ts";
import { startNginx } from "./support/nginx.ts";

type Part = "scheduler" | "worker" | "notifier";

/** Requests in a second. */
const rate = 50;
const hosts = ["127.0.0.1", "127.0.0.2"];
/** Calls a server of the test each time it runs, so that runs can be counted. */
const record = {
  name: "record",
  title: "Record",
  payload: { type: "object", required: ["url"], properties: { url: { type: "string" } } },
  run: { kind: "http", method: "POST", url: "{{payload.url}}/{{job.id}}" },
};

describe("a rolling restart behind nginx, with 50 requests a second,", function () {
  this.timeout(300_000);
  const ends: (() => unknown)[] = [];
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  it("answers every request, runs every job once, and pushes every event", async () => {
    const [{ mongod, broker }, place, names] = await Promise.all([
      sharedServers(),
      aHome(),
      startNames(),
    ]);
    ends.push(place.remove, names.stop);
    const templates = join(place.home, "templates");
    await mkdir(templates);
    await writeFile(join(templates, "record.json"), JSON.stringify(record));

    const runs: string[] = [];
    const target = createServer((request, response) => {
      runs.push(request.url?.slice(1) ?? "");
      response.end();
    });
    await once(target.listen(0, "127.0.0.1"), "listening");
    ends.push(() => target.close());
    const { port } = target.address() as AddressInfo; // it listens on TCP

    const listen = await freePort();
    const ports = { scheduler: await freePort(), notifier: await freePort(), worker: 0 };
    const start = async (part: Part, host: string) => {
      const service = await startService(part, {
        ...serviceSettings({
          ...{ home: place.home, store: mongod.url, bus: broker.url, templates },
        }),
        ...{ FORMWORK_HOST: host, FORMWORK_PORT: String(ports[part]) },
        ...{ FORMWORK_PUBLIC_URL: `http://127.0.0.1:${listen}`, FORMWORK_PROXIES: "1" },
        FORMWORK_OUTBOUND_ALLOW: "127.0.0.1",
      });
      ends.push(() => service.end("SIGKILL"));
      return service;
    };
    const fleet: { part: Part; host: string; service: ServiceProcess }[] = [];
    for (const [part, places] of Object.entries({
      scheduler: hosts,
      notifier: hosts,
      worker: [...hosts, "127.0.0.3"],
    }) as [Part, string[]][])
      for (const host of places) fleet.push({ part, host, service: await start(part, host) });

    for (const part of ["scheduler", "notifier"]) names.addresses.set(part, hosts);
    const image = readDockerfile("frontend/Dockerfile").at(-1)?.instructions;
    const nginx = await startNginx(
      {
        ...readEnv(image?.find(({ keyword }) => keyword === "ENV")?.text ?? ""),
        ...{ FRONTEND_UI: place.home, FRONTEND_RESOLVER: names.address },
        FRONTEND_SCHEDULER: `scheduler:${ports.scheduler}`,
        FRONTEND_NOTIFIER: `notifier:${ports.notifier}`,
        FRONTEND_PUBLIC_URL: `http://127.0.0.1:${listen}`,
      },
      listen,
    );
    ends.push(nginx.stop);
    const { client, token } = await signIn(nginx.url);
    await client.call("settings.set-limits", {
      body: { requestsPerMinute: null, submitsPerMinute: null },
    });
    const follower = await followJobs([nginx.url], token);
    ends.push(follower.close);

    const [ids, faults, open]: [string[], string[], Set<Promise<void>>] = [[], [], new Set()];
    async function request() {
      const answer = await fetch(`${nginx.url}/api/v1/jobs`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({
          template: "record",
          payload: { url: `http://127.0.0.1:${port}` },
        }),
      });
      // A POST replies with the job.
      if (answer.status === 201) ids.push(((await answer.json()) as { id: string }).id);
      else faults.push(`${answer.status} ${await answer.text()}`);
      const list = await fetch(`${nginx.url}/api/v1/jobs?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await list.text();
      if (!list.ok) faults.push(`list ${list.status}`);
    }
    const load = setInterval(() => {
      const one = request()
        .catch((error) => void faults.push(String(error)))
        .finally(() => open.delete(one));
      open.add(one);
    }, 2000 / rate); // two requests each
    ends.push(() => clearInterval(load));
    await eventually(() => ids.length > rate, "the load to run");
    for (const { part, host, service } of fleet) {
      expect(await service.end("SIGTERM"), `${part} on ${host}`).to.equal(0);
      await start(part, host);
    }
    const sent = ids.length;
    await eventually(() => ids.length > sent + rate, "the load to go on");
    clearInterval(load);
    await Promise.all(open);

    const refused = (await nginx.requests()).split("\n").filter((line) => /"status":5/.test(line));
    expect(faults, refused.join("\n")).to.deep.equal([]);
    await eventually(() => new Set(runs).size >= ids.length, "every job to run", 120_000);
    await eventually(
      async () => (await client.call("jobs.stats")).byState.succeeded === ids.length,
      "every job to succeed",
      60_000,
    );
    expect(runs.toSorted()).to.deep.equal(ids.toSorted());
    await eventually(
      () => ids.every((id) => follower.received(id).at(-1)?.type === "job.succeeded"),
      "every event to be pushed",
      60_000,
    );
    expect(follower.faults).to.deep.equal([]);
  });
});
