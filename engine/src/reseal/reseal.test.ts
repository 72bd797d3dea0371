import { expect } from "chai";
import type { EngineConfig } from "../build-engine.ts";
import type { Engine } from "../engine.ts";
import { createKeyRing, keyIdOf } from "../jobs/secrets/key-ring.ts";
import { keyIdsOf, maskSecrets } from "../jobs/secrets/seal.ts";
import { sealKeysTable } from "../jobs/secrets/seal-key-table.ts";
import { createSecrets } from "../jobs/secrets/secrets.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { schedulesTable } from "../schedules/schedule-tables.ts";
import { secretsTable } from "../secrets/secret-table.ts";
import { aGreeting, anEngine, ann } from "../testing/an-engine.ts";
import { onEachInstallation } from "../testing/on-each-installation.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { passesTable } from "./pass-table.ts";
import { resealStep, settledMs } from "./reseal-step.ts";
import { sealedPlaces } from "./sealed-places.ts";

const [old, next] = ["o".repeat(32), "n".repeat(32)];

describe("replacing the key that seals", () => {
  const folder = temporaryFolder();
  onEachInstallation((use) => {
    const stops: (() => Promise<void>)[] = [];
    /** Without the role of a scheduler no loop seals again: the tests do. */
    async function start(keys: string[], given: Partial<EngineConfig> = {}): Promise<Engine> {
      const { engine, stop } = await anEngine({
        ...{ ...use(), data: folder.path(), sealKeys: () => keys, ...given },
      });
      stops.push(stop);
      return engine;
    }
    const stopAll = async () => {
      for (const stop of stops.splice(0)) await stop();
    };
    afterEach(stopAll);

    function resealer({ store }: Engine, keys: string[], now = () => Date.now()) {
      const ring = createKeyRing(() => keys);
      const secrets = createSecrets({ ring, secret: "x" });
      const deps = {
        ring,
        clock: { now },
        telemetry: silentTelemetry(),
        key: { standing: () => "right" as const },
        sealKeys: store.table(sealKeysTable),
        passes: store.table(passesTable),
        places: sealedPlaces({ store, secrets, ring }),
      };
      return {
        deps,
        async pass() {
          while (await resealStep(deps));
        },
      };
    }

    const withSecret = { payload: { name: "Bob", password: "open sesame" } };
    const schedule = {
      ...{ name: "nightly", template: "greet", payload: withSecret.payload },
      every: "1h",
    };

    /** Stores one of everything that holds seals, with the old key. */
    async function fill(engine: Engine, jobs = 3) {
      const ids: string[] = [];
      for (let count = 0; count < jobs; count++) ids.push((await aGreeting(engine, withSecret)).id);
      await aGreeting(engine);
      const { id: scheduleId } = await engine.schedules.create({
        ...ann,
        input: schedule as Parameters<typeof engine.schedules.create>[0]["input"],
      });
      await engine.secrets.set({ ...ann, name: "TOKEN", input: { value: "first value" } });
      await engine.secrets.set({ ...ann, name: "TOKEN", input: { value: "second value" } });
      return { ids, scheduleId };
    }

    /** Lists the ids of the keys of all that is sealed. */
    async function keysInUse({ store }: Engine): Promise<string[]> {
      const jobs = await store.sealedPayloads({ after: null, limit: 1000 });
      const schedules = await store.table(schedulesTable).page({ limit: 100 });
      const secrets = await store.table(secretsTable).page({ limit: 100 });
      const payloads = [
        ...jobs.items.map(({ payload }) => payload),
        ...schedules.items.map(({ row }) => row.payload),
        ...secrets.items.flatMap(({ row }) => [
          row.sealed ?? {},
          ...row.former.map((one) => one.sealed),
        ]),
      ];
      return [...new Set(payloads.flatMap(keyIdsOf))];
    }

    it("seals jobs, schedules and secrets again, which open with the new key alone", async () => {
      const { ids, scheduleId } = await fill(await start([old]));
      await stopAll();
      const engine = await start([next, old]);
      expect(await keysInUse(engine)).to.deep.equal([keyIdOf(old)]);
      const [first = ""] = ids;
      const shown = maskSecrets((await engine.store.getJob({ id: first }))?.payload ?? {});
      await resealer(engine, [next, old]).pass();
      expect(await keysInUse(engine)).to.deep.equal([keyIdOf(next)]);
      expect(maskSecrets((await engine.store.getJob({ id: first }))?.payload ?? {})).to.deep.equal(
        shown,
      );
      const alone = createSecrets({ ring: createKeyRing(() => [next]), secret: "x" });
      for (const id of ids)
        expect(
          alone.open((await engine.store.getJob({ id }))?.payload ?? {}, { ownerId: id }),
        ).to.deep.equal({ ...withSecret.payload, times: 1 });
      const row = (await engine.store.table(schedulesTable).get({ id: scheduleId }))?.row;
      expect(alone.open(row?.payload ?? {}, { ownerId: scheduleId })).to.include({
        password: "open sesame",
      });
      const secret = (await engine.store.table(secretsTable).get({ name: "TOKEN" }))?.row;
      expect(alone.open(secret?.sealed ?? {}, { ownerId: "secret:TOKEN" })).to.deep.equal({
        value: "second value",
      });
    });

    it("names the old key as removable after a pass that begun when no process used it", async () => {
      await fill(await start([old]));
      await stopAll();
      const engine = await start([next, old]);
      const states = async () =>
        (await engine.sealing.status()).items.map(({ id, state }) => [id, state]);
      let now = Date.now();
      const { pass } = resealer(engine, [next, old], () => now);
      await pass();
      expect(await states()).to.deep.equal([
        [keyIdOf(next), "current"],
        [keyIdOf(old), "old"],
      ]);
      const status = (await engine.sealing.status()).pass;
      expect(status).to.deep.include({ place: "", resealed: 5, unreadable: 0 });
      now += settledMs + 1000;
      await pass();
      expect(await states()).to.deep.include([keyIdOf(old), "removable"]);
      await stopAll();
      const alone = await start([next]);
      expect(await alone.health()).to.have.property("ok", true);
      expect((await alone.sealing.status()).items[1]).to.include({
        state: "removable",
        isHere: false,
      });
    });

    it("does not name a key as removable that a process still seals with", async () => {
      await fill(await start([old]));
      const engine = await start([next, old]);
      const sealKeys = engine.store.table(sealKeysTable);
      const found = await sealKeys.get({ id: keyIdOf(old) });
      if (found === null) throw new Error("the key is not known");
      const now = Date.now() + 10 * settledMs;
      await sealKeys.replaceIf({ row: { ...found.row, sealedAt: now }, version: found.version });
      await resealer(engine, [next, old], () => now + 1000).pass();
      const { items } = await engine.sealing.status();
      expect(items.map(({ state }) => state)).to.deep.equal(["current", "old"]);
    });

    it("goes on where it was cut off, in other processes at once", async () => {
      const first = await start([old]);
      await fill(first, 3);
      await stopAll();
      const engine = await start([next, old]);
      const { deps } = resealer(engine, [next, old]);
      expect(await resealStep(deps)).to.equal(true);
      expect(await resealStep(deps)).to.equal(true);
      const middle = (await engine.sealing.status()).pass;
      expect(middle).to.deep.include({ place: "actions", finishedAt: null });
      // Whoever was killed has left nothing but the row.
      const other = resealer(engine, [next, old]);
      await Promise.all([other.pass(), resealer(engine, [next, old]).pass()]);
      const ended = (await engine.sealing.status()).pass;
      expect(ended).to.have.property("place", "");
      // One may find sealed what the other has just sealed again, and be the one that counts.
      expect(ended?.resealed).to.be.within(middle?.resealed ?? 5, 5);
      expect(await keysInUse(engine)).to.deep.equal([keyIdOf(next)]);
    });

    it("leaves what changed in the store as it is, and counts it", async () => {
      const engine = await start([old]);
      const { ids } = await fill(engine);
      const [id = ""] = ids;
      const payload = { name: "Bob", password: { $sealed: `v3.x.y.z.${keyIdOf(old)}` } };
      await engine.store.replacePayloads({ items: [{ id, payload }] });
      await stopAll();
      const later = await start([next, old]);
      await resealer(later, [next, old], () => Date.now() + 2 * settledMs).pass();
      const { items, pass } = await later.sealing.status();
      expect(pass).to.deep.include({ resealed: 4, unreadable: 1 });
      expect(items[1]?.state).to.equal("removable");
      expect((await later.store.getJob({ id }))?.payload).to.deep.equal(payload);
    });
  });
});
