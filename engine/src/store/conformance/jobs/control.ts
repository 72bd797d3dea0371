import { jobStates, next } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import {
  aJobIn,
  claim,
  claimAgain,
  ends,
  eventsOf,
  eventTypesOf,
  settle,
  start,
  theJob,
} from "../helpers.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

export function controlSuite(use: () => Store): void {
  const control = (id: string, cause: "cancel" | "retry" | "dismiss") =>
    use().controlJob({ id, cause, traceparent });

  describe("controlJob", () => {
    for (const cause of ["cancel", "retry", "dismiss"] as const) {
      for (const state of jobStates) {
        const after = next(state, cause);
        it(
          after === undefined
            ? `forbids ${cause} of a ${state} job`
            : `lets ${cause} take a ${state} job to ${after}`,
          async () => {
            const before = await aJobIn(use(), state);
            const result = await control(before.id, cause);
            expect(result.outcome).to.equal(after === undefined ? "forbidden" : "moved");
            expect(result.outcome !== "missing" && result.job).to.deep.equal(
              await theJob(use(), before.id),
            );
            if (after === undefined) expect(await theJob(use(), before.id)).to.deep.equal(before);
            else
              expect(await theJob(use(), before.id)).to.include({
                state: after,
                seq: before.seq + 1,
              });
          },
        );
      }

      it(`misses a job to ${cause} that is not there`, async () => {
        expect(await control("nobody", cause)).to.deep.equal({ outcome: "missing" });
      });
    }

    it("ends a cancelled job, which no claim returns any more", async () => {
      const job = await aJobIn(use(), "queued");
      await control(job.id, "cancel");
      expect((await theJob(use(), job.id)).finishedAt).to.be.a("string");
      expect(await claim(use())).to.deep.equal([]);
      expect((await eventTypesOf(use(), job.id)).at(-1)).to.equal("cancelled");
    });

    it("names in the event who asked for it, where that is known", async () => {
      const job = await aJobIn(use(), "queued");
      await use().controlJob({ id: job.id, cause: "cancel", actor: "ann", traceparent });
      await control(job.id, "retry");
      const events = await eventsOf(use(), job.id);
      expect(events.slice(-2).map(({ actor }) => actor)).to.deep.equal(["ann", undefined]);
    });

    it("gives a retried job a new run with all its attempts", async () => {
      const first = await start(use());
      await settle(use(), first, ends.exhaust);
      const finished = await theJob(use(), first.job.id);
      await control(finished.id, "retry");
      const queued = await theJob(use(), finished.id);
      expect(queued).to.deep.include({
        state: "queued",
        error: null,
        finishedAt: null,
        crashes: 0,
        retries: 1,
        attempt: 1,
        progress: null,
      });
      expect(Date.parse(queued.runAt)).to.be.at.least(Date.parse(finished.finishedAt ?? ""));
      expect(await claimAgain(use(), queued)).to.include({ run: 2, failures: 0 });
      expect((await theJob(use(), finished.id)).attempt).to.equal(2);
      expect(await eventTypesOf(use(), finished.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "failed",
        "requeued",
        "started",
      ]);
    });

    it("resets crashes and dismissal on retry", async () => {
      const { job } = await start(use(), { onLost: "never" }, { leaseMs: -1 });
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      await control(job.id, "dismiss");
      await control(job.id, "retry");
      expect(await theJob(use(), job.id)).to.include({ crashes: 0, dismissedAt: null });
    });

    it("dismisses once", async () => {
      const job = await aJobIn(use(), "failed");
      await control(job.id, "dismiss");
      const dismissed = await theJob(use(), job.id);
      expect(dismissed.dismissedAt).to.be.a("string");
      expect(dismissed).to.deep.include({ finishedAt: job.finishedAt, error: job.error });
      expect((await control(job.id, "dismiss")).outcome).to.equal("forbidden");
      expect(await eventTypesOf(use(), job.id)).to.have.length(5);
    });

    it("makes one of many equal moves at once", async () => {
      const job = await aJobIn(use(), "queued");
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => control(job.id, "cancel")),
      );
      expect(answers.filter(({ outcome }) => outcome === "moved")).to.have.length(1);
    });

    it("gives the event the trace of the request", async () => {
      const job = await aJobIn(use(), "queued");
      await control(job.id, "cancel");
      expect((await eventsOf(use(), job.id)).map((event) => event.traceparent)).to.deep.equal([
        undefined,
        undefined,
        traceparent,
      ]);
    });
  });
}
