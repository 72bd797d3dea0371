import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@formwork/contracts/client/client";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import type { Store } from "@formwork/engine/store/store";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { keyIdOf } from "../../engine/src/jobs/secrets/key-ring.ts";
import { keyIdsOf } from "../../engine/src/jobs/secrets/seal.ts";
import { createStore } from "../../engine/src/store/create-store.ts";
import { aHome, signIn } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { type ServiceProcess, serviceSettings, startService } from "../support/service.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";

const [old, next] = [
  "the-key-of-before-of-forty-letters-aaaaa",
  "the-key-from-now-on-of-forty-letters-bbb",
];
/** More than two portions of what is sealed again. */
const waitingJobs = 450;
/** Says what it was given, so that a test sees whether the secret was opened. */
const code = `import { createHash } from "node:crypto";
export const run = ({ payload }) => createHash("sha256").update(payload.token).digest("hex");`;
const definition = {
  ...{ name: "keeper", title: "Keeper", retry: { attempts: 1 } },
  payload: {
    type: "object",
    properties: { token: { type: "string", writeOnly: true } },
  },
  run: { kind: "module", file: "run.mjs" },
};
const tokenOf = (n: number) => `the token number ${n}`;
const digestOf = (n: number) => createHash("sha256").update(tokenOf(n)).digest("hex");

type Part = "scheduler" | "worker";

describe("a key that seals, replaced on two schedulers and a worker while jobs run", function () {
  this.timeout(420_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let shared: Record<string, string>;
  let store: Store;
  /** The processes by place; each is started again in turn. */
  const parts: Record<string, { part: Part; service: ServiceProcess }> = {};
  /** Once it is, nothing more is started or submitted. */
  let isOver = false;

  before(async () => {
    const { mongod, broker } = await sharedServers();
    place = await aHome();
    const templates = join(place.home, "templates");
    await mkdir(join(templates, "keeper"), { recursive: true });
    await writeFile(join(templates, "keeper/template.json"), JSON.stringify(definition));
    await writeFile(join(templates, "keeper/run.mjs"), code);
    const { url } = mongod;
    shared = serviceSettings({ home: place.home, store: url, bus: broker.url, templates });
    store = await createStore({ url, file: undefined, clock, telemetry: silentTelemetry() });
    await startPart("scheduler 1", { FORMWORK_SEAL_KEY: old });
    await Promise.all(
      ["scheduler 2", "worker"].map((name) => startPart(name, { FORMWORK_SEAL_KEY: old })),
    );
    await store.open();
  });
  after(async () => {
    isOver = true;
    for (const { service } of Object.values(parts)) await service.end("SIGKILL");
    await store?.close();
    await place?.remove();
  });

  async function startPart(name: string, keys: Record<string, string>): Promise<void> {
    const part: Part = name === "worker" ? "worker" : "scheduler";
    if (isOver) throw new Error("the test has ended");
    const service = await startService(part, { ...shared, ...keys });
    parts[name] = { part, service };
    if (isOver) await service.end("SIGKILL");
  }
  /** Starts each process again with other keys; one scheduler takes jobs meanwhile. */
  async function restartAll(keys: Record<string, string>): Promise<void> {
    for (const names of [["scheduler 1"], ["scheduler 2", "worker"]])
      await Promise.all(
        names.map(async (name) => {
          await parts[name]?.service.end("SIGTERM");
          await startPart(name, keys);
        }),
      );
  }
  const urls = () =>
    Object.values(parts).flatMap(({ part, service }) =>
      part === "scheduler" ? [service.url] : [],
    );
  /** Counts what is sealed in the payloads of jobs, by the id of the key. */
  async function keysInUse(): Promise<Record<string, number>> {
    const { items } = await store.sealedPayloads({ after: null, limit: 10_000 });
    const ids = items.flatMap(({ payload }) => keyIdsOf(payload));
    return Object.fromEntries(
      [...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]),
    );
  }

  it("loses no secret and fails no job, and all is sealed again with the new key", async () => {
    const [first = ""] = urls();
    const { client, token } = await signIn(first);
    const jobs = Array.from({ length: waitingJobs }, (_, n) => ({
      ...{ template: "keeper", delay: "1h", payload: { token: tokenOf(n) } },
    }));
    await client.call("jobs.batch", { body: { jobs } });
    expect(await keysInUse()).to.deep.equal({ [keyIdOf(old)]: waitingJobs });

    let isRotating = true;
    const submitted = new Map<string, number>();
    /** Whoever answers takes the job; the key of the request makes sure that it is one. */
    async function submit(n: number): Promise<void> {
      for (let tries = 0; !isOver; tries++) {
        const baseUrl = urls()[tries % 2] ?? "";
        const made = await createClient({ baseUrl, token })
          .call("jobs.create", {
            body: { template: "keeper", payload: { token: tokenOf(n) } },
            headers: { "idempotency-key": `job-${n}` },
          })
          .catch(() => null);
        if (made !== null) return void submitted.set(made.id, n);
        await pause(50);
      }
    }
    const submitting = (async () => {
      for (let n = 0; isRotating && !isOver; n++) {
        await submit(n);
        await pause(200);
      }
    })();
    await restartAll({ FORMWORK_SEAL_KEY: old, FORMWORK_SEAL_KEYS_READ: next });
    await restartAll({ FORMWORK_SEAL_KEY: next, FORMWORK_SEAL_KEYS_READ: old });
    await eventually(
      async () => !(keyIdOf(old) in (await keysInUse())),
      () => "something is sealed with the old key",
      120_000,
    );
    isRotating = false;
    await submitting;

    const { client: reader } = await signIn(urls()[0] ?? "");
    const open = { template: ["keeper"], state: ["queued" as const, "running" as const] };
    await eventually(
      async () => {
        const query = { ...open, limit: 1 };
        return (await reader.call("jobs.list", { query })).items.length === 0;
      },
      "the end of what was submitted meanwhile",
      60_000,
    );
    for (const [id, n] of submitted) {
      const { state, result, error } = await reader.call("jobs.get", { params: { id } });
      expect({ state, result, error }).to.include({ state: "succeeded", result: digestOf(n) });
    }
    expect(submitted.size, "jobs that were submitted meanwhile").to.be.above(20);
    const { items, pass } = await reader.call("seal-keys.status", {});
    expect(items.map(({ id, state }) => [id, state])).to.deep.equal([
      [keyIdOf(next), "current"],
      [keyIdOf(old), "old"],
    ]);
    expect(pass?.unreadable).to.equal(0);
    expect(pass?.looked).to.be.at.least(waitingJobs);
    // Those of before the first step run with what was sealed again.
    const page = await reader.call("jobs.list", { query: { limit: 10, state: ["scheduled"] } });
    for (const { id } of page.items) {
      await reader.call("jobs.change", { params: { id }, body: { runAt: null } });
      const { state, result } = await jobEnds(reader, id);
      expect({ state, result }).to.have.property("state", "succeeded");
      expect(jobs.some((_, n) => digestOf(n) === result)).to.equal(true);
    }
  });
});
