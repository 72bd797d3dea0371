import { isFinal, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import { aJobIn, ends, settle, start, theJob } from "../helpers.ts";

const nothing = { items: [], next: null };

export function deleteSuite(use: () => Store): void {
  const remove = (id: string) => use().deleteJob({ id, traceparent: null });

  describe("deleteJob", () => {
    for (const state of jobStates) {
      it(`${isFinal(state) ? "removes" : "refuses to remove"} a ${state} job`, async () => {
        const job = await aJobIn(use(), state);
        const answer = await remove(job.id);
        expect(answer.outcome).to.equal(isFinal(state) ? "moved" : "forbidden");
        expect(await use().getJob({ id: job.id })).to.deep.equal(isFinal(state) ? null : job);
      });
    }

    it("hides the job from every verb", async () => {
      const claimed = await start(use(), {
        template: { name: "secretive", version: 1 },
        tags: ["gone"],
      });
      const { id } = claimed.job;
      await use().appendLog({
        id,
        token: claimed.token,
        lines: [{ stream: "stdout", text: "hello", at: Date.now() }],
      });
      await settle(use(), claimed, ends.succeed);
      await remove(id);
      expect(await use().knownJobs({ ids: [id] })).to.deep.equal([]);
      expect(await use().findJobs({ filter: {}, sort: "-createdAt", limit: 10 })).to.deep.equal(
        nothing,
      );
      expect(await use().listEvents({ id, limit: 10 })).to.deep.equal(nothing);
      expect(await use().listAttempts({ id, limit: 10 })).to.deep.equal(nothing);
      expect(await use().readLog({ id, after: 0, limit: 10 })).to.deep.equal([]);
      expect((await use().countJobs()).counts).to.deep.equal([]);
      expect(await use().controlJob({ id, cause: "retry", traceparent: null })).to.deep.equal({
        outcome: "missing",
      });
      expect(await remove(id)).to.deep.equal({ outcome: "missing" });
    });

    it("writes a last event, which still reaches the outbox", async () => {
      const job = await aJobIn(use(), "failed");
      await remove(job.id);
      const events = (await use().takeOutbox({ limit: 100 })).map(({ event }) => event);
      expect(events.at(-1)).to.deep.include({ type: "job.deleted", subject: job.id });
      expect(events.map((event) => event.data.seq)).to.deep.equal([1, 2, 3, 4, 5]);
    });

    it("leaves other jobs as they were, also after the outbox is cleared", async () => {
      const kept = await aJobIn(use(), "succeeded");
      const removed = await aJobIn(use(), "succeeded");
      await remove(removed.id);
      const entries = await use().takeOutbox({ limit: 100 });
      await use().clearOutbox({ positions: entries.map(({ position }) => position) });
      expect(await theJob(use(), kept.id)).to.deep.equal(kept);
      expect((await use().listEvents({ id: kept.id, limit: 10 })).items).to.have.length(4);
      expect((await use().listAttempts({ id: kept.id, limit: 10 })).items).to.have.length(1);
    });
  });
}
