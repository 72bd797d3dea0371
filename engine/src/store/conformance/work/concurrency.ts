import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claim, endAttempt, ends, eventTypesOf, hour, settle, submit } from "../helpers.ts";

const one = { key: "host-a", limit: 1 };
const two = { key: "host-b", limit: 2 };

export function concurrencySuite(use: () => Store): void {
  const idsOf = (claimed: ClaimedJob[]) => claimed.map(({ job }) => job.id);
  const cancel = (id: string) => use().controlJob({ id, cause: "cancel", traceparent: null });
  const fill = async () => {
    await use().insertJobs({
      jobs: ["a", "b", "c"].map((id) =>
        aNewJob({ id, concurrency: one, runAt: Date.now() - hour }),
      ),
    });
    const [running] = await claim(use());
    return running ?? expect.fail("nothing was claimed");
  };

  describe("concurrency keys", () => {
    it("let no more than their limit run at once, within one claim and over claims", async () => {
      await use().insertJobs({
        jobs: Array.from({ length: 5 }, () => aNewJob({ concurrency: two })),
      });
      expect(await claim(use())).to.have.length(2);
      expect(await claim(use())).to.have.length(0);
    });

    it("do not delay jobs of other keys", async () => {
      const blocked = Array.from({ length: 50 }, () => aNewJob({ concurrency: one, priority: 9 }));
      const free = [
        aNewJob({ id: "free-1", priority: 1 }),
        aNewJob({ id: "free-2", concurrency: two, priority: 0 }),
      ];
      await use().insertJobs({ jobs: [...blocked, ...free] });
      const ids = idsOf(await claim(use(), { limit: 10 }));
      expect(ids).to.have.length(3).and.include.members(["free-1", "free-2"]);
    });

    it("are respected by many claims at once", async () => {
      await use().insertJobs({
        jobs: Array.from({ length: 20 }, () => aNewJob({ concurrency: two })),
      });
      const batches = await Promise.all(
        Array.from({ length: 10 }, () => claim(use(), { limit: 3 })),
      );
      expect(batches.flat()).to.have.length(2);
    });

    it("leave blocked jobs queued, without an event", async () => {
      await fill();
      await claim(use());
      expect(await use().getJob({ id: "b" })).to.include({ state: "queued", seq: 2 });
      expect(await eventTypesOf(use(), "b")).to.deep.equal(["created", "queued"]);
    });

    for (const [way, end] of Object.entries({
      succeeded: ends.succeed,
      failed: ends.exhaust,
      "waits to be retried": ends.failLater,
    })) {
      it(`pass a slot to the next job when one ${way}`, async () => {
        const running = await fill();
        await claim(use());
        await settle(use(), running, end);
        expect(idsOf(await claim(use()))).to.deep.equal(["b"]);
      });
    }

    it("pass a slot to the next job when a cancelled one has ended", async () => {
      const running = await fill();
      await claim(use());
      await cancel(running.job.id);
      expect(idsOf(await claim(use()))).to.deep.equal([]);
      expect(await endAttempt(use(), running)).to.equal(true);
      expect(idsOf(await claim(use()))).to.deep.equal(["b"]);
    });

    it("pass a slot to the next job when the first waiting one is cancelled", async () => {
      const running = await fill();
      await claim(use());
      await settle(use(), running, ends.succeed);
      await cancel("b");
      expect(idsOf(await claim(use()))).to.deep.equal(["c"]);
    });

    it("free a slot when a job is released or rescued", async () => {
      const running = await fill();
      await settle(use(), running, ends.release);
      expect(idsOf(await claim(use(), { leaseMs: -1 }))).to.deep.equal(["a"]);
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      expect(await claim(use())).to.have.length(1);
    });

    it("pass a slot to a later job of higher priority first", async () => {
      const running = await fill();
      await claim(use());
      await submit(use(), { id: "urgent", concurrency: one, priority: 9 });
      expect(await claim(use())).to.deep.equal([]);
      await settle(use(), running, ends.succeed);
      expect(idsOf(await claim(use()))).to.deep.equal(["urgent"]);
    });

    it("let every job run in the end, never too many at once", async () => {
      const keys = [one, two, { key: "host-c", limit: 3 }];
      await use().insertJobs({
        jobs: Array.from({ length: 60 }, (_, n) =>
          aNewJob({ priority: n % 3, concurrency: keys[n % 4] ?? null }),
        ),
      });
      const done = new Set<string>();
      for (let running: ClaimedJob[] = await claim(use(), { limit: 8 }); running.length > 0; ) {
        for (const ended of running.splice(0, 2)) {
          await settle(use(), ended, ends.succeed);
          done.add(ended.job.id);
        }
        running.push(...(await claim(use(), { limit: 8 - running.length })));
        expect(running.length).to.be.at.most(8);
      }
      expect(done.size).to.equal(60);
    });
  });
}
