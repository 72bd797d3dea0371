import { jobSorts } from "@formwork/contracts/job-query";
import { expect } from "chai";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import type { Store } from "../../../store.ts";
import { claim, ends, everything, hour, refusal, settle, submit } from "../../helpers.ts";

const keys = {
  createdAt: "createdAt",
  runAt: "runAt",
  priority: "priority",
  finishedAt: "finishedAt",
} as const;

export function pagingSuite(use: () => Store): void {
  const find = (sort: (typeof jobSorts)[number], limit: number, cursor?: string) =>
    use().findJobs({ filter: {}, sort, limit, cursor });

  /** Stores jobs with many equal values, so that ids decide; a third of the jobs have ended. */
  async function fill(): Promise<void> {
    const now = Date.now();
    const jobs = Array.from({ length: 30 }, (_, n) =>
      aNewJob({ priority: n % 3, runAt: now - hour + (n % 4) * 1000 }),
    );
    await use().insertJobs({ jobs: jobs.slice(0, 17) });
    await use().insertJobs({ jobs: jobs.slice(17) });
    for (const claimed of await claim(use(), { limit: 10 }))
      await settle(use(), claimed, ends.succeed);
  }

  describe("findJobs in pages", () => {
    for (const sort of jobSorts) {
      it(`orders by ${sort}, ties by id, without gaps or repeats`, async () => {
        await fill();
        const falling = sort.startsWith("-");
        const key = keys[sort.replace("-", "") as keyof typeof keys];
        for (const limit of [1, 7, 10, 30, 31]) {
          const jobs = await everything((cursor) => find(sort, limit, cursor));
          expect(new Set(jobs.map(({ id }) => id)).size).to.equal(30);
          expect(jobs).to.have.length(30);
          // Jobs without an end come first in ascending order.
          const sorted = jobs.toSorted(
            (a, b) => compare(a[key] ?? "", b[key] ?? "") || compare(a.id, b.id),
          );
          expect(jobs.map(({ id }) => id)).to.deep.equal(
            (falling ? sorted.reverse() : sorted).map(({ id }) => id),
          );
        }
      });
    }

    it("has no next page exactly at the end", async () => {
      for (let n = 0; n < 4; n++) await submit(use());
      expect((await find("createdAt", 4)).next).to.equal(null);
      expect((await find("createdAt", 3)).next).to.be.a("string");
    });

    it("neither repeats nor skips jobs when others are inserted in between", async () => {
      for (let n = 0; n < 6; n++) await submit(use());
      const first = await find("-createdAt", 3);
      await submit(use());
      const second = await find("-createdAt", 3, first.next ?? undefined);
      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).to.equal(6);
    });

    it("refuses a malformed cursor, and that of another order", async () => {
      for (let n = 0; n < 3; n++) await submit(use());
      const { next } = await find("createdAt", 1);
      const forged = Buffer.from('["createdAt","x",{}]').toString("base64url");
      for (const cursor of ["", "rubbish", "e30", forged, `${next}x`.slice(3)]) {
        expect(await refusal(find("createdAt", 1, cursor))).to.deep.include({
          code: "invalid-request",
        });
      }
      const refused = await refusal(find("-createdAt", 1, next ?? undefined));
      expect(refused.code).to.equal("invalid-request");
      expect(refused.errors?.[0]?.pointer).to.equal("/query/cursor");
    });

    it("refuses foreign cursors of the other lists too", async () => {
      const { id } = await submit(use());
      for (const cursor of ["rubbish", "-1", "1.5", ""]) {
        expect((await refusal(use().listEvents({ id, limit: 1, cursor }))).code).to.equal(
          "invalid-request",
        );
        expect((await refusal(use().listAttempts({ id, limit: 1, cursor }))).code).to.equal(
          "invalid-request",
        );
      }
    });
  });
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
