import { expect } from "chai";
import type { Store } from "../../store.ts";
import { ends, eventsOf, everything, settle, start, theSummary } from "../helpers.ts";

export function eventsSuite(use: () => Store): void {
  describe("listEvents", () => {
    it("shows the job as it was after each step", async () => {
      const claimed = await start(use(), { tags: ["x"], priority: 8 });
      await use().reportProgress({
        reports: [{ id: claimed.job.id, token: claimed.token, progress: { percent: 50 } }],
      });
      await settle(use(), claimed, ends.failLater);
      const events = await eventsOf(use(), claimed.job.id);
      expect(events.map(({ data }) => data.state)).to.deep.equal([
        "scheduled",
        "queued",
        "running",
        "running",
        "retrying",
      ]);
      expect(events.map(({ data }) => data.attempt)).to.deep.equal([0, 0, 1, 1, 1]);
      expect(events.map(({ data }) => data.progress?.percent)).to.deep.equal([
        undefined,
        undefined,
        undefined,
        50,
        50,
      ]);
      expect(events.at(-1)?.data).to.deep.equal(await theSummary(use(), claimed.job.id));
    });

    it("returns CloudEvents", async () => {
      const { job } = await start(use());
      const [first] = await eventsOf(use(), job.id);
      expect(first).to.deep.include({
        specversion: "1.0",
        id: `${job.id}:1`,
        source: "/formwork",
        type: "job.created",
        subject: job.id,
      });
      expect(first).to.include({ datacontenttype: "application/json", time: job.createdAt });
    });

    it("pages without gaps or repeats, whatever the size of a page", async () => {
      const { job, token } = await start(use());
      for (let percent = 0; percent < 10; percent++) {
        await use().reportProgress({ reports: [{ id: job.id, token, progress: { percent } }] });
      }
      for (const limit of [1, 2, 3, 5, 13, 50]) {
        const events = await everything((cursor) =>
          use().listEvents({ id: job.id, limit, cursor }),
        );
        expect(events.map((event) => event.data.seq)).to.deep.equal([
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
        ]);
      }
    });

    it("is empty for an unknown job", async () => {
      expect(await use().listEvents({ id: "nobody", limit: 10 })).to.deep.equal({
        items: [],
        next: null,
      });
    });
  });
}
