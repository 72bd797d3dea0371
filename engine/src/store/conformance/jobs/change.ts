import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import type { JobChange } from "../../steps/job-options.ts";
import type { Store } from "../../store.ts";
import {
  aJobIn,
  claim,
  ends,
  eventsOf,
  everything,
  hour,
  settle,
  stageAll,
  start,
  submit,
  theJob,
} from "../helpers.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

export function changeSuite(use: () => Store): void {
  const change = (id: string, given: JobChange) =>
    use().changeJob({ id, change: given, actor: "ann", traceparent });
  const claimedIds = async () => (await claim(use())).map(({ job }) => job.id);
  const later = () => Date.now() + hour;
  const eventNames = async (id: string) =>
    (await eventsOf(use(), id)).map(({ type, data, actor }) =>
      [type.replace("job.", ""), data.state, data.priority, actor].join(" "),
    );

  describe("changeJob", () => {
    for (const state of jobStates) {
      const allowed = state === "scheduled" || state === "queued";
      it(`${allowed ? "changes" : "forbids to change"} a ${state} job`, async () => {
        const before = await aJobIn(use(), state);
        const result = await change(before.id, { priority: 9 });
        expect(result.outcome).to.equal(allowed ? "moved" : "forbidden");
        const after = allowed ? { ...before, priority: 9, seq: before.seq + 1 } : before;
        expect(await theJob(use(), before.id)).to.deep.equal(after);
        expect(result).to.have.deep.property("job", after);
      });
    }

    it("changes a job that is as expected, once of all who expect that", async () => {
      const { id, seq } = await submit(use(), { runAt: later() });
      const all = await Promise.all(
        [5, 6, 7, 8].map((priority) =>
          use().changeJob({ id, change: { priority }, expectedSeq: seq, traceparent }),
        ),
      );
      const outcomes = all.map(({ outcome }) => outcome).sort();
      expect(outcomes).to.deep.equal(["moved", "unexpected", "unexpected", "unexpected"]);
      expect(await theJob(use(), id)).to.include({ seq: seq + 1 });
      const same = { id, change: {}, expectedSeq: seq, traceparent };
      expect((await use().changeJob(same)).outcome).to.equal("unexpected");
    });

    it("misses a job that is not there", async () => {
      expect(await change("nobody", {})).to.deep.equal({ outcome: "missing" });
    });

    it("writes nothing where nothing is other than before", async () => {
      const job = await submit(use(), { runAt: later(), tags: ["a"] });
      const same = { runAt: Date.parse(job.runAt), priority: job.priority, tags: ["a"] };
      for (const given of [{}, same])
        expect(await change(job.id, given)).to.deep.equal({ outcome: "unchanged", job });
      const queued = await aJobIn(use(), "queued");
      expect((await change(queued.id, { runAt: null })).outcome).to.equal("unchanged");
      expect(await theJob(use(), queued.id)).to.deep.equal(queued);
    });

    it("queues a scheduled job that is due now, in one step that names who asked", async () => {
      const job = await submit(use(), { runAt: later() });
      await change(job.id, { runAt: null });
      expect(await theJob(use(), job.id)).to.include({ state: "queued", seq: 2 });
      expect(await eventNames(job.id)).to.deep.equal([
        "created scheduled 4 ",
        "queued queued 4 ann",
      ]);
      expect((await eventsOf(use(), job.id)).at(-1)?.traceparent).to.equal(traceparent);
      expect(await claimedIds()).to.deep.equal([job.id]);
    });

    it("schedules a queued job again that is due later, until its time has come", async () => {
      const job = await submit(use());
      const runAt = later();
      await change(job.id, { runAt });
      expect(await theJob(use(), job.id)).to.include({
        ...{ state: "scheduled", runAt: new Date(runAt).toISOString() },
      });
      await stageAll(use());
      expect(await claimedIds()).to.deep.equal([]);
      await change(job.id, { runAt: Date.now() + 30 });
      while ((await theJob(use(), job.id)).state === "scheduled") await stageAll(use());
      expect(await claimedIds()).to.deep.equal([job.id]);
      expect((await eventNames(job.id)).slice(2, 5)).to.deep.equal([
        "requeued scheduled 4 ann",
        "requeued scheduled 4 ann",
        "queued queued 4 ",
      ]);
    });

    it("puts a job where the next claim finds it by its new priority and queue", async () => {
      const [first, second, third] = [
        await submit(use(), { queue: "red" }),
        await submit(use(), { queue: "red" }),
        await submit(use(), { queue: "blue", priority: 5 }),
      ];
      await change(second.id, { priority: 7 });
      await change(third.id, { queue: "red", priority: 0 });
      expect(await claim(use(), { queues: ["blue"] })).to.deep.equal([]);
      const claimed = await claim(use(), { queues: ["red"] });
      expect(claimed.map(({ job }) => [job.id, job.priority, job.queue])).to.deep.equal([
        [second.id, 7, "red"],
        [first.id, 4, "red"],
        [third.id, 0, "red"],
      ]);
    });

    it("is seen by every filter, order and count", async () => {
      const job = await submit(use(), { queue: "red", tags: ["a", "b"] });
      await submit(use(), { queue: "red", tags: ["a"], priority: 8 });
      await change(job.id, { queue: "blue", tags: ["b", "c"], priority: 9 });
      const found = async (filter: object) => {
        const query = { filter, sort: "-priority", limit: 10 } as const;
        return (await use().findJobs(query)).items.map(({ id }) => id === job.id);
      };
      expect(await found({})).to.deep.equal([true, false]);
      expect(await found({ queue: ["blue"] })).to.deep.equal([true]);
      expect(await found({ queue: ["red"] })).to.deep.equal([false]);
      expect(await found({ tag: ["b", "c"] })).to.deep.equal([true]);
      expect(await found({ tag: ["a"] })).to.deep.equal([false]);
      expect(
        (await use().countJobs({ filter: { tag: ["c"], queue: ["blue"] } })).counts,
      ).to.have.length(1);
    });

    it("leaves events and attempts of before as they were", async () => {
      const { id } = await submit(use());
      await change(id, { priority: 6, tags: ["x"] });
      await change(id, { priority: 7 });
      const [claimed] = await claim(use());
      if (claimed === undefined) expect.fail("the job was not claimed");
      await settle(use(), claimed, ends.succeed);
      const history = [
        ...["created scheduled 4 ", "queued queued 4 ", "requeued queued 6 ann"],
        ...["requeued queued 7 ann", "started running 7 ", "succeeded succeeded 7 "],
      ];
      expect(await eventNames(id)).to.deep.equal(history);
      const relayed = (await use().takeOutbox({ limit: 100 })).map(({ event }) => event);
      expect(relayed).to.deep.equal(await eventsOf(use(), id));
      expect(await use().listAttempts({ id, limit: 10 })).to.have.nested.property(
        "items.length",
        1,
      );
    });

    it("keeps a job waiting for those that it depends on", async () => {
      const target = await start(use());
      const job = await submit(use(), { dependsOn: [target.job.id], runAt: later() });
      await stageAll(use());
      await change(job.id, { runAt: null, priority: 9 });
      await stageAll(use());
      expect(await theJob(use(), job.id)).to.include({ state: "scheduled", priority: 9 });
      await settle(use(), target, ends.succeed);
      await stageAll(use());
      expect(await claimedIds()).to.deep.equal([job.id]);
    });

    it("is due at its new time where dependencies end at the same time", async () => {
      const targets = await Promise.all(Array.from({ length: 20 }, () => start(use())));
      const jobs = await Promise.all(
        targets.map(({ job }) => submit(use(), { dependsOn: [job.id], runAt: later() })),
      );
      await stageAll(use());
      for (const target of targets) await settle(use(), target, ends.succeed);
      await Promise.all([
        stageAll(use()),
        ...jobs.map(({ id }) => change(id, { runAt: null, priority: 9 })),
      ]);
      await stageAll(use());
      expect(await claimedIds()).to.have.members(jobs.map(({ id }) => id));
    });

    it("orders the jobs of a full concurrency key, and frees the turn of one that is put off", async () => {
      const concurrency = { key: "k", limit: 1 };
      const running = await start(use(), { concurrency });
      const [first, second, third] = [
        await submit(use(), { concurrency }),
        await submit(use(), { concurrency }),
        await submit(use(), { concurrency }),
      ];
      expect(await claimedIds()).to.deep.equal([]);
      await change(third.id, { priority: 9 });
      expect(await claimedIds()).to.deep.equal([]);
      await settle(use(), running, ends.succeed);
      const [next] = await claim(use());
      expect(next?.job.id).to.equal(third.id);
      if (next !== undefined) await settle(use(), next, ends.succeed);
      await change(first.id, { runAt: later() });
      await stageAll(use());
      expect(await claimedIds()).to.deep.equal([second.id]);
    });

    it("happens before or after a claim, and never to a job that runs", async () => {
      const ids = await Promise.all(
        Array.from({ length: 20 }, async () => (await submit(use())).id),
      );
      const [claimed, ...changes] = await Promise.all([
        claim(use(), { limit: 20 }),
        ...ids.map((id) => change(id, { runAt: later() })),
      ]);
      const started = new Set(claimed.map(({ job }) => job.id));
      for (const [index, id] of ids.entries()) {
        const outcome = started.has(id) ? "forbidden" : "moved";
        expect(changes[index]?.outcome, id).to.equal(outcome);
        expect((await theJob(use(), id)).state).to.equal(started.has(id) ? "running" : "scheduled");
        const seqs = (await eventsOf(use(), id)).map(({ data }) => data.seq);
        expect(seqs).to.deep.equal([1, 2, 3]);
      }
    });

    it("is made once for each of many at once, and the last one counts", async () => {
      const job = await submit(use());
      await Promise.all(
        Array.from({ length: 10 }, (_, n) => change(job.id, { tags: [`tag-${n}`] })),
      );
      const events = await everything((cursor) =>
        use().listEvents({ id: job.id, limit: 5, cursor }),
      );
      expect(events.map(({ data }) => data.seq)).to.deep.equal(
        Array.from({ length: 12 }, (_, n) => n + 1),
      );
      const { tags } = await theJob(use(), job.id);
      expect(events.at(-1)?.data.tags).to.deep.equal(tags);
      const tag = tags[0] ?? "";
      expect((await use().countJobs({ filter: { tag: [tag] } })).counts).to.have.length(1);
    });
  });
}
