import { expect } from "chai";
import type { Bus } from "../../bus/bus.ts";
import { keepNothing, pruneLeftovers } from "../../store/conformance/prune/kept.ts";
import type { Store } from "../../store/store.ts";
import type { Table } from "../../store/table.ts";
import { eventually } from "../../testing/eventually.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { followersTable, numbersFollower } from "../number-tables.ts";
import { someEndedJobs, totals, useLogs } from "../testing/a-log.ts";
import type { NumbersKeeper } from "./keep-numbers.ts";

describe("the counts of jobs", () => {
  onEachStore((use) => {
    const numbersOn = useLogs();

    it("have each job once that ended, in all and by template and queue", async () => {
      const { keeper, numbers, relay } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 24);
      await relay();
      await countedBy(one, numbers, 24);
      expect(await totals(numbers, {})).to.deep.equal({
        ...{ succeeded: 12, failed: 6, cancelled: 6 },
        complete: true,
      });
      const sums = await Promise.all(
        ["q0", "q1", "q2"].map((queue) => totals(numbers, { queue: [queue], template: ["t0"] })),
      );
      const rest = await totals(numbers, { template: ["t1"] });
      expect(sums.reduce((sum, { succeeded }) => sum + succeeded, rest.succeeded)).to.equal(12);
      await one.release();
    });

    it("have an event once that the log has twice", async () => {
      const { keeper, numbers, relay, deps } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 8);
      const entries = await use().takeOutbox({ limit: 500 });
      await deps.bus.publish(entries.map(({ event }) => event));
      await relay();
      await someEndedJobs(use(), 4);
      await relay();
      await countedBy(one, numbers, 12);
      expect(await totals(numbers, {})).to.include({ succeeded: 6, failed: 3, cancelled: 3 });
    });

    for (const end of ["ended", "crashed"])
      it(`have an event once that comes again after their process ${end}`, async () => {
        const { keeper, numbers, relay, deps } = await numbersOn(use());
        const one = keeper();
        await one.step();
        await someEndedJobs(use(), 8);
        const entries = await use().takeOutbox({ limit: 500 });
        await deps.bus.publish(entries.map(({ event }) => event));
        await countedBy(one, numbers, 8);
        if (end === "ended") await one.release();
        const two = keeper();
        await two.step();
        await relay();
        await someEndedJobs(use(), 4);
        await relay();
        await countedBy(two, numbers, 12);
        expect(await totals(numbers, {})).to.include({ succeeded: 6, failed: 3, cancelled: 3 });
      });

    it("have the last events when their process ends, and read none of them again", async () => {
      const { keeper, numbers, relay, deps } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 8);
      await relay();
      await one.release();
      expect(await totals(numbers, {})).to.include({ succeeded: 4, failed: 2, cancelled: 2 });
      const read: string[] = [];
      const bus: Bus = {
        ...deps.bus,
        follow: (params) =>
          deps.bus.follow({
            ...params,
            onEvents(some) {
              read.push(...some.map(({ event }) => event.type));
              params.onEvents(some);
            },
          }),
      };
      const two = keeper({ bus });
      await two.step();
      await someEndedJobs(use(), 4);
      await relay();
      await countedBy(two, numbers, 12);
      expect(read.filter((type) => type === "job.created")).to.have.length(4);
    });

    it("stay when jobs are removed because they are old", async () => {
      const { keeper, numbers, relay } = await numbersOn(use());
      const one = keeper();
      await one.step();
      await someEndedJobs(use(), 8);
      await relay();
      await countedBy(one, numbers, 8);
      const before = await totals(numbers, {});
      const { items } = await use().findJobs({ filter: {}, sort: "createdAt", limit: 10 });
      const ids = items.map(({ id }) => id);
      expect(await use().pruneJobs({ policy: keepNothing, ids })).to.equal(8);
      await pruneLeftovers(use());
      await relay();
      await one.step();
      expect(await totals(numbers, {})).to.deep.equal(before);
      await one.release();
    });

    it("lose and double nothing, whichever write is the last one before a crash", async function () {
      this.timeout(60_000);
      const { keeper, numbers, relay } = await numbersOn(use());
      const first = keeper();
      await first.step();
      await first.release();
      let expected = 0;
      for (let writes = 0; writes < 12; writes++) {
        await someEndedJobs(use(), 4);
        expected += 4;
        await relay();
        await crash(keeper({ store: failingAfter(use(), writes) }));
      }
      const last = keeper();
      await countedBy(last, numbers, expected);
      const { succeeded, failed, cancelled } = await totals(numbers, {});
      expect(succeeded + failed + cancelled).to.equal(expected);
      const days = { from: Date.now() - 86_400_000, to: Date.now() + 1, bucketMs: 86_400_000 };
      async function byDay() {
        const { items } = await numbers.timeline({ ...days, query: {} });
        return items.reduce((sum, item) => sum + item.succeeded, 0);
      }
      // A write of a process that crashed may still come, and ends the step that it disturbs.
      await eventually(
        async () => {
          await last.step();
          return (await byDay()) >= succeeded;
        },
        () => "a day lacks jobs",
      );
      expect(await byDay()).to.equal(succeeded);
    });

    it("are kept by one process at a time, and by another once it has stopped", async () => {
      const { keeper, numbers, relay, deps } = await numbersOn(use());
      const shared = { ...deps.bus, inProcess: false };
      const [one, other] = [keeper({ bus: shared }), keeper({ bus: shared })];
      await one.step();
      await other.step();
      await someEndedJobs(use(), 4);
      await relay();
      await other.step();
      expect(await totals(numbers, {})).to.include({ succeeded: 0 });
      await countedBy(one, numbers, 4);
      await one.release();
      await someEndedJobs(use(), 4);
      await relay();
      await countedBy(other, numbers, 8);
    });

    it("leave the log alone where another process takes over while it is opened", async () => {
      const { keeper, deps } = await numbersOn(use());
      const followers = use().table(followersTable);
      let open = 0;
      const bus: Bus = {
        ...deps.bus,
        async follow(params) {
          const following = await deps.bus.follow(params);
          open++;
          const found = await followers.get({ name: numbersFollower });
          await followers.replaceIf(found ?? expect.fail("nobody has the task"));
          const stop = async () => {
            open--;
            await following.stop();
          };
          return { ...following, stop };
        },
      };
      await keeper({ bus }).step();
      expect(open).to.equal(0);
    });

    it("get nothing from a process that was taken for dead", async () => {
      const { keeper, numbers, relay } = await numbersOn(use());
      const [frozen, other] = [keeper(), keeper()];
      await frozen.step();
      await someEndedJobs(use(), 8);
      await relay();
      await countedBy(other, numbers, 8);
      for (let turns = 0; turns < 3; turns++) await frozen.step();
      expect(await totals(numbers, {})).to.include({ succeeded: 4, failed: 2, cancelled: 2 });
    });

    it("are counted from the store where the log does not have the events", async () => {
      const before = await numbersOn(use());
      const one = before.keeper();
      await one.step();
      await someEndedJobs(use(), 8);
      await before.relay();
      await countedBy(one, before.numbers, 8);
      await one.release();
      // A log that was wiped: the events of these jobs are gone with it.
      await someEndedJobs(use(), 8);
      await before.relay();
      const after = await numbersOn(use());
      const two = after.keeper();
      await two.step();
      await someEndedJobs(use(), 4);
      await after.relay();
      expect((await totals(after.numbers, {})).complete).to.equal(false);
      after.shift(75_000);
      await countedBy(two, after.numbers, 20);
      await eventually(
        async () => {
          await two.step();
          return (await totals(after.numbers, {})).complete;
        },
        () => "the gap is not filled",
      );
      expect(await totals(after.numbers, {})).to.include({
        succeeded: 10,
        failed: 5,
        cancelled: 5,
      });
    });

    it("have an event once where a gap is filled after a crash before the cursor was saved", async () => {
      const { keeper, numbers, relay } = await numbersOn(use());
      const followers = use().table(followersTable);
      const follower = async () =>
        (await followers.get({ name: numbersFollower })) ?? expect.fail("nobody follows");
      const first = keeper();
      await first.step();
      await first.release();
      const saved = await follower();
      await someEndedJobs(use(), 4);
      await relay();
      await countedBy(keeper(), numbers, 4);
      const at = anotherMinute();
      const gap = { from: at, to: at + 60_000 };
      const { version } = await follower();
      await followers.replaceIf({ row: { ...saved.row, gap }, version });

      const last = keeper({ store: endedAt(use(), at) });
      await eventually(
        async () => {
          await last.step();
          return (await follower()).row.gap === null;
        },
        () => "the gap is not filled",
      );
      for (const bucketMs of [60_000, 3_600_000, 86_400_000]) {
        const range = { from: at - 86_400_000, to: at + 86_400_000, bucketMs };
        const { total } = await numbers.timeline({ ...range, query: {} });
        expect(total.succeeded + total.failed + total.cancelled).to.equal(8);
      }
    });

    it("begin with the jobs that were there before", async () => {
      await someEndedJobs(use(), 8);
      const { keeper, numbers, shift } = await numbersOn(use());
      const one = keeper();
      await one.step();
      shift(75_000);
      await countedBy(one, numbers, 8);
    });
  });
});

/** Runs steps until so many jobs are counted. */
async function countedBy(
  keeper: NumbersKeeper,
  numbers: Parameters<typeof totals>[0],
  count: number,
): Promise<void> {
  let seen = 0;
  await eventually(
    async () => {
      await keeper.step();
      const { succeeded, failed, cancelled } = await totals(numbers, {});
      seen = succeeded + failed + cancelled;
      return seen >= count;
    },
    () => `${seen} of ${count} are counted`,
  );
}

/** Returns the start of a minute of this hour, half an hour away from now. */
function anotherMinute(): number {
  const minutes = Math.floor(Date.now() / 60_000);
  const inHour = minutes % 60;
  return (minutes - inHour + ((inHour + 30) % 60)) * 60_000;
}

/** A store that counts the jobs of these hours as if all had been made and ended at `at`. */
function endedAt(store: Store, at: number): Store {
  return {
    ...store,
    async countByTime(query) {
      const around = { from: at - 7_200_000, to: at + 7_200_000 };
      const { counts, isComplete } = await store.countByTime({ ...query, ...around });
      return { counts: counts.map((one) => ({ ...one, at })), isComplete };
    },
  };
}

/** Runs steps until one fails; the keeper is not asked to give anything back. */
async function crash(keeper: NumbersKeeper): Promise<void> {
  let crashed = false;
  for (let steps = 0; !crashed && steps < 50; steps++) {
    await new Promise(setImmediate);
    await keeper.step().catch(() => {
      crashed = true;
    });
  }
}

/** A store whose tables take so many writes and then, one time each, write without an answer. */
function failingAfter(store: Store, writes: number): Store {
  let left = writes;
  const dying = async <Answer>(write: () => Promise<Answer>): Promise<Answer> => {
    if (left < 0) throw new Error("dead");
    left--;
    const answer = await write();
    if (left < 0) throw new Error("died after a write");
    return answer;
  };
  return {
    ...store,
    table(declaration) {
      const table: Table<never> = store.table(declaration) as never;
      return {
        ...table,
        insert: (params: never) => dying(() => table.insert(params)),
        replaceIf: (params: never) => dying(() => table.replaceIf(params)),
      } as never; // The same table, whose writes may fail.
    },
  };
}
