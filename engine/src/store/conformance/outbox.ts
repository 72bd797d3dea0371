import type { JobEvent } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { aNewJob } from "../../testing/a-new-job.ts";
import type { Store } from "../store.ts";
import type { OutboxEntry } from "../verbs/outbox-store.ts";
import { claim, ends, eventsOf, settle, start, submit } from "./helpers.ts";

export function outboxSuite(use: () => Store): void {
  const take = (limit = 1000) => use().takeOutbox({ limit });
  const clear = (entries: OutboxEntry[]) =>
    use().clearOutbox({ positions: entries.map(({ position }) => position) });
  const idsOf = (entries: OutboxEntry[]) => entries.map(({ event }) => event.id);

  describe("the outbox", () => {
    it("is empty at first", async () => {
      expect(await take()).to.deep.equal([]);
    });

    it("holds the events of the job, as they are listed", async () => {
      const claimed = await start(use(), { tags: ["x"] });
      await settle(use(), claimed, ends.exhaust);
      expect((await take()).map(({ event }) => event)).to.deep.equal(
        await eventsOf(use(), claimed.job.id),
      );
    });

    it("returns again what was not cleared", async () => {
      await submit(use(), { id: "a" });
      await submit(use(), { id: "b" });
      const entries = await take();
      expect(idsOf(entries)).to.deep.equal(["a:1", "a:2", "b:1", "b:2"]);
      expect(idsOf(await take())).to.deep.equal(idsOf(entries));
      await clear(entries.slice(0, 3));
      expect(idsOf(await take())).to.deep.equal(["b:2"]);
      await clear(entries);
      expect(await take()).to.deep.equal([]);
    });

    it("loses nothing when later entries are cleared before earlier ones", async () => {
      await submit(use(), { id: "a" });
      await submit(use(), { id: "b" });
      const entries = await take();
      await clear(entries.slice(2));
      expect(idsOf(await take())).to.include.members(["a:1", "a:2"]);
      await clear(entries.slice(0, 2));
      await clear(await take());
      expect(await take()).to.deep.equal([]);
    });

    it("can be cleared repeatedly and of nothing", async () => {
      await submit(use(), { id: "a" });
      const entries = await take();
      await Promise.all([clear(entries), clear(entries), clear([])]);
      await clear(entries);
      await submit(use(), { id: "b" });
      expect(idsOf(await take())).to.deep.equal(["b:1", "b:2"]);
    });

    it("returns at most `limit` entries, the oldest", async () => {
      for (const id of ["a", "b", "c"]) await submit(use(), { id });
      expect(idsOf(await take(1))).to.deep.equal(["a:1"]);
      expect(idsOf(await take(3))).to.deep.equal(["a:1", "a:2", "b:1"]);
    });

    it("returns every event, in each job's order, while jobs go on", async () => {
      const relayed: JobEvent[] = [];
      const relay = async (limit: number) => {
        const entries = await take(limit);
        await clear(entries);
        relayed.push(...entries.map(({ event }) => event));
        return entries.length;
      };
      for (let round = 0; round < 5; round++) {
        await Promise.all(
          Array.from({ length: 10 }, () => use().insertJobs({ jobs: [aNewJob(), aNewJob()] })),
        );
        const claimed = await claim(use(), { limit: 15 });
        await relay(7);
        await Promise.all(claimed.map((job) => settle(use(), job, ends.succeed)));
        await relay(11);
      }
      while ((await relay(13)) > 0);
      const jobs = new Map<string, number[]>();
      for (const { subject, data } of relayed)
        jobs.set(subject, [...(jobs.get(subject) ?? []), data.seq]);
      expect(jobs.size).to.equal(100);
      for (const [id, seqs] of jobs)
        expect(seqs).to.deep.equal((await eventsOf(use(), id)).map(({ data }) => data.seq));
    });
  });
}
