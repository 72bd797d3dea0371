import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import type { Inserted } from "../../verbs/job-store.ts";
import { ends, settle, start, submit } from "../helpers.ts";

const idempotency = { key: "order-7", hash: "h1" };

export function idempotencySuite(use: () => Store): void {
  const insert = async (given: Parameters<typeof aNewJob>[0]): Promise<Inserted> => {
    const [inserted] = await use().insertJobs({ jobs: [aNewJob(given)] });
    return inserted ?? expect.fail("no answer");
  };

  describe("idempotency keys", () => {
    it("make one job of fifty parallel inserts", async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => insert({ idempotency })));
      const ids = answers.map((answer) => answer.outcome !== "conflict" && answer.job.id);
      expect(new Set(ids).size).to.equal(1);
      expect(answers.filter((answer) => answer.outcome === "stored")).to.have.length(1);
      expect(answers.filter((answer) => answer.outcome === "repeated")).to.have.length(49);
      expect((await use().countJobs()).counts).to.deep.equal([
        { template: "greet", state: "queued", count: 1 },
      ]);
    });

    it("make one job of repeats within a batch", async () => {
      const answers = await use().insertJobs({
        jobs: [aNewJob({ idempotency }), aNewJob({ idempotency })],
      });
      expect(answers.map(({ outcome }) => outcome)).to.deep.equal(["stored", "repeated"]);
    });

    it("return the job as it is now to a repeated request", async () => {
      const claimed = await start(use(), { idempotency });
      await settle(use(), claimed, ends.succeed);
      const repeat = await insert({ idempotency });
      expect(repeat).to.deep.include({ outcome: "repeated" });
      expect(repeat.outcome !== "conflict" && repeat.job).to.deep.include({
        state: "succeeded",
        result: { sum: 42 },
      });
    });

    it("refuse a request with another body", async () => {
      await submit(use(), { idempotency });
      expect(await insert({ idempotency: { key: "order-7", hash: "h2" } })).to.deep.equal({
        outcome: "conflict",
      });
    });

    it("are unique per owner", async () => {
      await submit(use(), { idempotency, createdBy: "user-1" });
      expect(await insert({ idempotency, createdBy: "user-2" })).to.include({ outcome: "stored" });
    });

    it("are free again once their job is deleted", async () => {
      const claimed = await start(use(), { idempotency });
      await settle(use(), claimed, ends.succeed);
      await use().deleteJob({ id: claimed.job.id, traceparent: null });
      expect(await insert({ idempotency })).to.include({ outcome: "stored" });
    });
  });
}
