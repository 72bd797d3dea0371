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
      expect(checks.key?.detail).to.contain("FORMWORK_TOKEN_SECRET is another one");
      await stopAll();
      expect(await (await start()).health()).to.have.property("ok", true);
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
