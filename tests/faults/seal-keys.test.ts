import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, type Running, signedIn, startFormwork } from "../support/formwork.ts";
import { execute } from "../support/servers/run-server.ts";

const main = new URL("../../cli/src/main.ts", import.meta.url).pathname;
const jobs = 3000;

describe("a key that seals, replaced while processes are killed", function () {
  this.timeout(120_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let running: Running;
  beforeEach(async () => {
    place = await aHome();
    running = await startFormwork(place.home);
  });
  afterEach(async () => {
    await running.kill("SIGKILL");
    await place.remove();
  });

  const definition = {
    name: "keeper",
    title: "Keeper",
    payload: {
      type: "object",
      properties: { token: { type: "string", writeOnly: true } },
    },
    run: { kind: "remote" as const },
  };

  /** Returns the ids of the keys in the stored payloads, with how many each of them sealed. */
  function keysInUse(): Record<string, number> {
    const database = new DatabaseSync(join(place.home, "data", "formwork.db"), { readOnly: true });
    const rows = database.prepare("select payload from jobs").all();
    database.close();
    const ids = rows.map(({ payload }) => JSON.parse(String(payload)).token.$sealed.split(".")[4]);
    return Object.fromEntries(
      [...new Set(ids)].map((id) => [id, ids.filter((one) => one === id).length]),
    );
  }

  it("loses no secret, and ends with all of them under the new key", async () => {
    let client = await signedIn(running);
    await client.call("templates.publish", { params: { name: "keeper" }, body: definition });
    for (let from = 0; from < jobs; from += 500) {
      const batch = Array.from({ length: 500 }, (_, index) => ({
        template: "keeper",
        delay: "1h",
        payload: { token: `the token ${from + index}` },
      }));
      await client.call("jobs.batch", { body: { jobs: batch } });
    }
    const [old = ""] = Object.keys(keysInUse());
    const env = { PATH: process.env.PATH ?? "", FORMWORK_HOME: place.home };
    await execute(process.execPath, [main, "keys", "rotate"], { env });
    // The server that runs learns of it, begins, and is killed in the middle.
    await eventually(async () => Object.keys(keysInUse()).length > 1, "the first portion", 30_000);
    await running.kill("SIGKILL");
    const between = keysInUse();
    expect(between[old], JSON.stringify(between)).to.be.above(0);
    running = await startFormwork(place.home);
    client = await signedIn(running);
    await eventually(async () => !(old in keysInUse()), "all sealed again", 60_000);
    expect(Object.values(keysInUse())).to.deep.equal([jobs]);
    const { items } = await client.call("seal-keys.status", {});
    expect(items.map(({ state }) => state)).to.deep.equal(["current", "old"]);
    const file = readFileSync(join(place.home, "etc", "seal-keys"), "utf8");
    for (const { id } of items) expect(file).to.contain(`# ${id}`);
    // Each opens: a re-run keeps the secret, and a claim shows it.
    const page = await client.call("jobs.list", { query: { limit: 20, template: ["keeper"] } });
    for (const { id } of page.items)
      await client.call("jobs.change", { params: { id }, body: { runAt: null } });
    const told = new Set<unknown>();
    await eventually(async () => {
      const claim = await client.call("work.claim", {
        body: { worker: { id: "w1" }, templates: ["keeper"], limit: 20 },
      });
      for (const { payload } of claim.jobs) told.add(payload.token);
      return told.size === page.items.length;
    }, "the claims");
    for (const token of told) expect(token).to.match(/^the token \d+$/);
  });
});
