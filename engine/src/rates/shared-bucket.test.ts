import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../errors.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { type RateRow, ratesTable } from "./rate-table.ts";
import { createSharedBucket, type SharedBucket, type Take } from "./shared-bucket.ts";
import { aRateTable, type RateTable } from "./testing/a-rate-table.ts";

const perMinute = (burst: number) => ({ burst, refillMs: 60_000 / burst });

/** Takes one token after the other until one is refused, at most 500; returns how many there were. */
async function drain(bucket: SharedBucket, take: Take): Promise<number> {
  for (let count = 0; count < 500; count++) if (!(await bucket.take(take)).granted) return count;
  return 500;
}

describe("A bucket that processes share", () => {
  let at: number;
  let rows: RateTable;
  let run = 0;
  const now = () => at;
  const aProcess = () => createSharedBucket({ id: `a${run}`, rows, now });
  before(async () => {
    rows = await aRateTable();
  });
  after(() => rows.close());
  beforeEach(() => {
    at = 1_800_000_000_000;
    run += 1;
    rows.fails(false);
  });

  for (const burst of [1, 7, 60, 333])
    it(`gives ${burst} a minute at once, and then as they grow back`, async () => {
      const bucket = aProcess();
      const take = { size: perMinute(burst), count: 1, portion: 3 };
      expect(await drain(bucket, take)).to.equal(burst);
      const { waitMs } = await bucket.take(take);
      expect(waitMs).to.be.within(60_000 / burst - 2, 60_000 / burst + 2);
      at += Math.ceil(waitMs);
      expect(await bucket.take(take)).to.deep.include({ granted: true, left: 0 });
      at += 60_000;
      expect(await drain(bucket, take)).to.equal(burst);
    });

  it("writes once for a portion, and nothing for what it refuses", async () => {
    const bucket = aProcess();
    const take = { size: perMinute(100), count: 1, portion: 20 };
    const start = rows.writes();
    expect(await drain(bucket, take)).to.equal(100);
    expect(rows.writes() - start).to.be.within(3, 11);
    const before = rows.writes();
    expect(await drain(bucket, take)).to.equal(0);
    expect(rows.writes()).to.equal(before);
  });

  it("tells another process what was taken", async () => {
    const take = { size: perMinute(100), count: 1, portion: 5 };
    await drain(aProcess(), take);
    expect(await drain(aProcess(), take)).to.be.at.most(5);
  });

  it("adds up what processes take at half the rate each", async () => {
    const take = { size: perMinute(60), count: 1, portion: 2 };
    const both = [aProcess(), aProcess()];
    let granted = 0;
    for (let second = 0; second < 300; second++) {
      at += 1000;
      for (const bucket of both) if ((await bucket.take(take)).granted) granted++;
    }
    expect(granted).to.be.within(300, 300 + 60 + 8);
  });

  it("lets a call owe what the bucket lacks, and the next ones wait for it", async () => {
    const bucket = aProcess();
    const take = { size: perMinute(60), count: 100, portion: 2, mayOwe: true };
    expect((await bucket.take(take)).granted).to.equal(true);
    expect(await bucket.take(take)).to.deep.include({ granted: false, left: 0, waitMs: 41_000 });
    at += 41_000;
    expect((await aProcess().take(take)).granted).to.equal(true);
  });

  it("asks without taking", async () => {
    const bucket = aProcess();
    const before = rows.writes();
    const ask = { size: perMinute(1), count: 0, portion: 1, mayOwe: true };
    expect((await bucket.take(ask)).granted).to.equal(true);
    expect((await bucket.take({ ...ask, count: 1 })).granted).to.equal(true);
    expect((await bucket.take(ask)).granted).to.equal(false);
    expect(rows.writes() - before).to.equal(1);
  });

  it("counts in memory while the store is away, and tells it afterwards", async () => {
    const bucket = aProcess();
    const take = { size: perMinute(20), count: 1, portion: 2 };
    rows.fails(true);
    expect(await drain(bucket, take)).to.equal(20);
    rows.fails(false);
    at += 3000;
    await bucket.take(take);
    expect(await drain(aProcess(), take)).to.equal(0);
  });

  it("refuses to guess where every call has to be written", async () => {
    rows.fails(true);
    const refused = await aProcess()
      .take({ size: perMinute(20), count: 1, portion: 0 })
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DomainError).with.property("code", "unavailable");
  });

  describe("whatever is asked of it", () => {
    const sizes = fc.integer({ min: 1, max: 80 });
    const calls = fc.array(
      fc.record({
        pauseMs: fc.oneof(fc.constant(0), fc.nat(5000)),
        process: fc.nat(2),
        count: fc.integer({ min: 1, max: 5 }),
        at: fc.boolean(),
      }),
      { maxLength: 80 },
    );

    it("gives no more in any span of time than its size, what grows back, and the portions", () =>
      fc.assert(
        fc.asyncProperty(sizes, fc.nat(6), calls, async (burst, portion, steps) => {
          run += 1;
          const size = perMinute(burst);
          const processes = [aProcess(), aProcess(), aProcess()];
          const given: { at: number; count: number }[] = [];
          const pending: Promise<void>[] = [];
          for (const { pauseMs, process, count, at: waits } of steps) {
            at += pauseMs;
            const asked = processes[process]?.take({ size, count, portion }).then(({ granted }) => {
              if (granted) given.push({ at, count });
            });
            pending.push(asked ?? Promise.resolve());
            if (waits) await Promise.all(pending);
          }
          await Promise.all(pending);
          const slack = processes.length * 2 * portion + steps.length * 0.1;
          for (const [first, from] of given.entries()) {
            let sum = 0;
            for (const one of given.slice(first)) {
              sum += one.count;
              const grown = (one.at - from.at) / size.refillMs;
              expect(sum).to.be.at.most(burst + grown + slack);
            }
          }
        }),
        { numRuns: 60 },
      ));

    it("takes exactly as one bucket would where every call is written", () =>
      fc.assert(
        fc.asyncProperty(sizes, calls, async (burst, steps) => {
          run += 1;
          const size = perMinute(burst);
          const processes = [aProcess(), aProcess(), aProcess()];
          const one = createSharedBucket({ id: `one${run}`, rows, now });
          for (const { pauseMs, process, count } of steps) {
            at += pauseMs;
            const take = { size, count, portion: 0 };
            const granted = (await processes[process]?.take(take))?.granted;
            expect(granted).to.equal((await one.take(take)).granted);
          }
        }),
        { numRuns: 40 },
      ));
  });
});

describe("A bucket in a store", () => {
  onEachStore((use) => {
    const aProcess = (id = "a") =>
      createSharedBucket({ id, rows: use().table<RateRow>(ratesTable), now: use().now });
    const take = { size: { burst: 10, refillMs: 3_600_000 }, count: 1, portion: 0 };

    it("is shared by two processes to the last token, although they ask at once", async () => {
      const both = [aProcess(), aProcess()];
      const levels = await Promise.all(
        Array.from({ length: 15 }, () => both.map((bucket) => bucket.take(take))).flat(),
      );
      expect(levels.filter(({ granted }) => granted)).to.have.length(10);
      await both[0]?.owe({ ...take, count: -1 });
      expect((await aProcess().take(take)).granted).to.equal(true);
      expect((await aProcess().take(take)).granted).to.equal(false);
    });

    it("is shared but for portions where few calls are written", async () => {
      const portioned = { ...take, size: { burst: 100, refillMs: 3_600_000 }, portion: 4 };
      const granted = await Promise.all(
        [aProcess(), aProcess()].map((one) => drain(one, portioned)),
      );
      expect((granted[0] ?? 0) + (granted[1] ?? 0)).to.be.within(100, 116);
      await eventually(async () => (await drain(aProcess(), portioned)) === 0, "the row");
    });
  });
});
