import { expect } from "chai";
import type { EngineConfig } from "../../build-engine.ts";
import type { Engine } from "../../engine.ts";
import { aGreeting, anEngine, claimOne } from "../../testing/an-engine.ts";
import { eventually } from "../../testing/eventually.ts";
import { onEachInstallation } from "../../testing/on-each-installation.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

describe("a store and the key that sealed its secrets", () => {
  const folder = temporaryFolder();
  onEachInstallation((use) => {
    const stops: (() => Promise<void>)[] = [];
    async function start(given: Partial<EngineConfig> = {}): Promise<Engine> {
      const { engine, stop } = await anEngine({
        ...{ ...use(), data: folder.path(), roles: ["scheduler"], ...given },
      });
      stops.push(stop);
      return engine;
    }
    const stopAll = async () => {
      for (const stop of stops.splice(0)) await stop();
    };
    const otherKey = { secret: "another secret of more than thirty-two letters" };
    afterEach(stopAll);

    const withSecret = { payload: { name: "Bob", password: "open sesame" } };
    const jobOf = (engine: Engine, id: string) => engine.jobs.get({ id });
    async function queued(engine: Engine, id: string) {
      await eventually(
        async () => (await jobOf(engine, id)).state === "queued",
        "it is not queued",
      );
    }

    it("fails a job whose secret cannot be opened for good, and runs nothing of it", async () => {
      const { id } = await aGreeting(await start(), withSecret);
      await stopAll();
      const engine = await start(otherKey);
      await queued(engine, id);
      const claim = { workerId: "w1", kinds: ["remote"] as ["remote"], limit: 10 };
      expect(await engine.work.claim(claim)).to.deep.equal([]);
      const { state, error, attempt } = await jobOf(engine, id);
      expect([state, error?.reason, attempt]).to.deep.equal(["failed", "secret-unreadable", 1]);
      expect(error?.message).to.contain("/password").and.not.contain("$sealed");
    });

    it("lets a process with another key run all other jobs", async () => {
      await start();
      await stopAll();
      const engine = await start(otherKey);
      const { id } = await aGreeting(engine);
      await queued(engine, id);
      expect((await claimOne(engine)).job.id).to.equal(id);
    });

    it("is not ready with another key, and says why", async () => {
      const first = await start();
      expect(await first.health()).to.have.property("ok", true);
      await stopAll();
      const { ok, checks } = await (await start(otherKey)).health();
      expect(ok).to.equal(false);
      expect(checks.key?.detail).to.contain("FORMWORK_SEAL_KEY is another one");
      await stopAll();
      expect(await (await start()).health()).to.have.property("ok", true);
    });

    describe("that is replaced by a new one", () => {
      const [old, next] = ["o", "n"].map((letter) => letter.repeat(32));
      const startWith = (...keys: (string | undefined)[]) =>
        start({ sealKeys: () => keys.filter((key) => key !== undefined) });
      const claim = { workerId: "w1", kinds: ["remote"] as ["remote"], limit: 10 };

      it("seals with the new one at once, and opens what the old one sealed", async () => {
        const { id } = await aGreeting(await startWith(old), withSecret);
        await stopAll();
        const engine = await startWith(next, old);
        await queued(engine, id);
        const [first] = await engine.work.claim(claim);
        expect(first?.job.payload).to.include({ password: "open sesame" });
        await aGreeting(engine, withSecret);
        await stopAll();
        expect(await (await startWith(next, old)).health()).to.have.property("ok", true);
      });

      it("lets a process that has only the old one claim nothing, and lose nothing", async () => {
        const before = await startWith(old);
        const after = await startWith(next, old);
        const { id } = await aGreeting(after, withSecret);
        await queued(before, id);
        expect(await before.work.claim(claim)).to.deep.equal([]);
        expect((await before.health()).checks.key?.detail).to.contain("lacks a key");
        await queued(after, id);
        expect(await before.work.claim(claim)).to.deep.equal([]);
        const [claimed] = await after.work.claim(claim);
        expect(claimed?.job).to.deep.include({ id, attempt: 1 });
        expect(claimed?.job.payload).to.include({ password: "open sesame" });
      });

      it("stays the store's, whichever process starts later with the old one", async () => {
        await startWith(old);
        await startWith(next, old);
        const { id } = await aGreeting(await startWith(old, next), withSecret);
        const engine = await startWith(next);
        expect(await engine.health()).to.have.property("ok", false);
        await queued(engine, id);
        await stopAll();
        const both = await startWith(next, old);
        expect((await both.work.claim(claim))[0]?.job.payload).to.include({
          password: "open sesame",
        });
      });
    });

    it("takes another key from then on where it is told to", async () => {
      await start();
      await stopAll();
      await start({ ...otherKey, newKey: "accept" });
      await stopAll();
      expect(await (await start(otherKey)).health()).to.have.property("ok", true);
      await stopAll();
      expect(await (await start()).health()).to.have.property("ok", false);
    });
  });
});
