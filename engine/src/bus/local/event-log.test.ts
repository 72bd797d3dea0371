import { someEvents } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { type EventLog, openEventLog, rowsOf } from "./event-log.ts";

/** Appends batches of these sizes, each written at the time of its index. */
async function aLog(...sizes: number[]): Promise<EventLog> {
  const log = openEventLog({ path: ":memory:" });
  for (const [at, size] of sizes.entries())
    await log.append({ rows: rowsOf(someEvents(size)), at });
  return log;
}

describe("event log", () => {
  it("numbers its events from 1 without holes", async () => {
    expect((await aLog()).end()).to.equal(0);
    expect((await aLog(1, 300, 2)).end()).to.equal(303);
  });

  it("reads on from any number, in pages without gap or repeat", async () => {
    const log = await aLog(3, 600, 1, 256, 2);
    fc.assert(
      fc.property(fc.nat(862), fc.integer({ min: 1, max: 400 }), (after, limit) => {
        let at = after;
        while (at < log.end()) at += log.read({ after: at, limit }).length;
        expect(at).to.equal(862);
      }),
    );
    expect(log.read({ after: 862, limit: 10 })).to.deep.equal([]);
  });

  it("reads about a page at a time, however much there is", async () => {
    expect((await aLog(2000)).read({ after: 0, limit: 100 })).to.have.length(256);
  });

  it("drops rows before a time, and reports from where it is complete", async () => {
    const log = await aLog(10, 10, 10, 10);
    expect(log.floor()).to.equal(0);
    expect(log.prune({ before: 2 })).to.equal(2);
    expect(log.floor()).to.equal(20);
    expect(log.prune({ before: 2 })).to.equal(0);
  });

  it("keeps the newest row, and with it the last number, however old", async () => {
    const log = await aLog(10, 5);
    log.prune({ before: 100 });
    expect([log.floor(), log.end()]).to.deep.equal([10, 15]);
  });

  it("drops in small steps", async () => {
    const log = await aLog(...Array.from({ length: 200 }, () => 1));
    expect(log.prune({ before: 1000 })).to.equal(64);
  });

  it("leaves nothing behind of an append that fails", async () => {
    const log = await aLog(4);
    log.close();
    const [append] = await Promise.allSettled([log.append({ rows: rowsOf(someEvents(1)), at: 1 })]);
    expect(append.status).to.equal("rejected");
    expect(log.end()).to.equal(4);
  });
});
