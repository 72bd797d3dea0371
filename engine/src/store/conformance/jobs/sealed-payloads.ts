import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { theJob } from "../helpers.ts";

export function sealedPayloadsSuite(use: () => Store): void {
  const insert = async (payload: Record<string, unknown>) => {
    const job = aNewJob({ payload });
    await use().insertJobs({ jobs: [job] });
    return job.id;
  };
  async function lookThrough(limit: number) {
    const found: { id: string; payload: unknown }[] = [];
    let looked = 0;
    for (let after: string | null = null; ; ) {
      const part: Awaited<ReturnType<Store["sealedPayloads"]>> = await use().sealedPayloads({
        after,
        limit,
      });
      found.push(...part.items);
      looked += part.looked;
      if (part.next === null) return { found, looked };
      after = part.next;
    }
  }

  describe("sealedPayloads and replacePayloads", () => {
    it("find every payload with a seal, portion by portion, and no other", async () => {
      const sealed: string[] = [];
      for (let count = 0; count < 5; count++) {
        sealed.push(await insert({ a: { b: [{ $sealed: `v3.${count}` }] } }));
        await insert({ a: "$sealed", count });
      }
      for (const limit of [1, 3, 5, 100]) {
        const { found, looked } = await lookThrough(limit);
        expect(found.map(({ id }) => id).sort()).to.deep.equal([...sealed].sort());
        expect(looked).to.equal(10);
      }
    });

    it("store the same payload under other seals, and nothing else of the job", async () => {
      const [id, other] = [await insert({ a: { $sealed: "old" } }), await insert({ a: 1 })];
      const before = await theJob(use(), id);
      await use().replacePayloads({
        items: [
          { id, payload: { a: { $sealed: "new" } } },
          { id: "gone", payload: {} },
        ],
      });
      await use().replacePayloads({ items: [] });
      expect(await theJob(use(), id)).to.deep.equal({
        ...before,
        payload: { a: { $sealed: "new" } },
      });
      expect((await theJob(use(), other)).payload).to.deep.equal({ a: 1 });
      const { found } = await lookThrough(10);
      expect(found).to.deep.equal([{ id, payload: { a: { $sealed: "new" } } }]);
    });
  });
}
