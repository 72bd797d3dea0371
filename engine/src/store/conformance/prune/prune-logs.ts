import { expect } from "chai";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claimAgain, ends, hour, settle, start, theJob } from "../helpers.ts";

export function pruneLogsSuite(use: () => Store): void {
  const prune = (ids: string[], keepMs = -hour) => use().pruneLogs({ ids, keepMs });
  const find = (given: { keepMs?: number; limit?: number; after?: string | null } = {}) =>
    use().findOldLogs({ keepMs: -hour, limit: 100, ...given });
  const offsetsOf = async (id: string) =>
    (await use().readLog({ id, after: 0, limit: 10 })).map(({ offset }) => offset);

  async function log({ job, token }: ClaimedJob, lines: number): Promise<void> {
    const line = { stream: "stdout", text: "hello", at: Date.now() } as const;
    const some = Array.from({ length: lines }, () => line);
    await use().appendLog({ id: job.id, token, lines: some });
  }

  async function failed(lines = 2): Promise<string> {
    const claimed = await start(use());
    if (lines > 0) await log(claimed, lines);
    await settle(use(), claimed, ends.exhaust);
    return claimed.job.id;
  }

  describe("pruneLogs", () => {
    it("removes the log of an ended job, which stays and says when", async () => {
      const [id, other] = [await failed(), await failed()];
      const job = await theJob(use(), id);
      const before = Date.now() - 60_000;
      expect(await use().logRemovedAt({ id })).to.equal(null);
      expect(await prune([id])).to.deep.equal({ removed: 1, rest: [] });
      expect(await offsetsOf(id)).to.deep.equal([]);
      expect(await use().logRemovedAt({ id })).to.be.within(before, Date.now() + 60_000);
      expect(await theJob(use(), id)).to.deep.equal(job);
      expect(await offsetsOf(other)).to.deep.equal([1, 2]);
      expect(await use().logRemovedAt({ id: other })).to.equal(null);
      expect(await use().logRemovedAt({ id: "nobody" })).to.equal(null);
    });

    it("leaves the logs of jobs that run, or ended too lately", async () => {
      const id = await failed();
      const running = await start(use());
      await log(running, 1);
      expect(await prune([id, running.job.id], hour)).to.deep.equal({ removed: 0, rest: [] });
      expect((await prune([running.job.id])).removed).to.equal(0);
      expect(await offsetsOf(id)).to.deep.equal([1, 2]);
      expect(await offsetsOf(running.job.id)).to.deep.equal([1]);
    });

    it("lets a later attempt number its lines on", async () => {
      const id = await failed(3);
      await prune([id]);
      await use().controlJob({ id, cause: "retry", traceparent: null });
      const again = await claimAgain(use(), await theJob(use(), id));
      await log(again, 2);
      expect(await offsetsOf(id)).to.deep.equal([4, 5]);
      expect((await prune([id])).removed).to.equal(0);
      expect(await offsetsOf(id)).to.deep.equal([4, 5]);
      await settle(use(), again, ends.succeed);
      expect((await prune([id])).removed).to.equal(1);
      expect(await offsetsOf(id)).to.deep.equal([]);
    });

    it("removes a long log in portions, the oldest lines first", async () => {
      const id = await failed(5000);
      let rest = [id];
      let removed = 0;
      while (rest.length > 0) {
        const pruned = await prune(rest);
        removed += pruned.removed;
        rest = pruned.rest;
        const [first = 5001] = await offsetsOf(id);
        expect(first).to.be.above(1);
      }
      expect(removed).to.equal(1);
      expect(await offsetsOf(id)).to.deep.equal([]);
    });
  });

  describe("findOldLogs", () => {
    it("finds the ended jobs that have a log, page by page, until they are removed", async () => {
      const ids = [await failed(), await failed(1), await failed(3)];
      await failed(0);
      await log(await start(use()), 1);
      const found: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof find>> = await find({ after, limit: 1 });
        found.push(...page.ids);
        after = page.next;
      } while (after !== null);
      expect(found).to.deep.equal(ids);
      expect((await find({ keepMs: hour })).ids).to.deep.equal([]);
      await prune(ids);
      expect((await find()).ids).to.deep.equal([]);
    });
  });
}
