import { expect } from "chai";
import { eventsOf } from "../../store/conformance/helpers.ts";
import type { Store } from "../../store/store.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { actionsOn } from "../testing/actions-on.ts";
import { dyingProcess } from "../testing/dying-process.ts";

/** More jobs than the ten of a portion at this rate; one of them does not exist. */
const count = 14;
const perMinute = 600;

describe("An action whose process dies", () => {
  onEachStore((use) => {
    const manyJobs = async (store: Store) => {
      const jobs = Array.from({ length: count - 1 }, () => aNewJob());
      await store.insertJobs({ jobs });
      return jobs.map(({ id }) => id);
    };
    const cancellations = async (id: string) =>
      (await eventsOf(use(), id)).filter(({ type }) => type === "job.cancelled").length;

    for (const action of ["cancel", "delete"] as const)
      it(`is taken over: each job is moved and counted once (${action})`, async () => {
        // Each call of two portions, until a process gets through them alive.
        let isAlive = false;
        for (let last = 1; !isAlive; last++)
          for (const when of ["before", "after"] as const) {
            const ids = await manyJobs(use());
            if (action === "delete") await cancelAll(use(), ids);
            const survivor = actionsOn(use());
            const made = await survivor.create({ action, ids: [...ids, "nobody"], perMinute });
            const dying = dyingProcess(use(), last, when);
            dying.clock.set(new Date(survivor.clock.now()).toISOString());
            await dying.drain().catch(() => undefined);
            isAlive = !dying.isDead();
            await survivor.drain();
            expect(await survivor.get(made), `${when} call ${last}`).to.deep.include({
              ...{ state: "done", total: count, done: count - 1, failed: 1 },
              reasons: [{ code: "job-not-found", state: null, count: 1, sampleIds: ["nobody"] }],
            });
            if (action === "cancel")
              expect(new Set(await Promise.all(ids.map(cancellations)))).to.deep.equal(
                new Set([1]),
              );
          }
      }).timeout(120_000);

    it("ends as stopped when it was to be stopped, with what was moved until then", async () => {
      const ids = await manyJobs(use());
      const survivor = actionsOn(use());
      const made = await survivor.create({ action: "cancel", ids, perMinute });
      const dying = dyingProcess(use(), 12, "before");
      dying.clock.set(new Date(survivor.clock.now()).toISOString());
      await dying.drain().catch(() => undefined);
      await survivor.actions.stop({
        ...{ id: made.id, traceparent: null },
        principal: { id: "ann", role: "admin", email: "ann@example.org", sessionId: null },
      });
      await survivor.drain();
      const moved = await Promise.all(ids.map(cancellations));
      const { state, done } = await survivor.get(made);
      expect({ state, done }).to.deep.equal({
        ...{ state: "stopped", done: moved.filter((times) => times === 1).length },
      });
      expect(done).to.be.greaterThan(0).and.lessThan(count);
    });
  });
});

async function cancelAll(store: Store, ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) => store.controlJob({ id, cause: "cancel", traceparent: null })));
}
