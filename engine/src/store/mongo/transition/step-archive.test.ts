import { expect } from "chai";
import { aDatabase, type TestDatabase } from "../../../testing/servers/a-mongo-database.ts";
import { claim, ends, eventsOf, everything, settle, submit } from "../../conformance/helpers.ts";
import type { Store } from "../../store.ts";

describe("MongoDB's archive of steps", () => {
  let database: TestDatabase;
  let store: Store;
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase();
    store = await database.open();
  });
  after(() => database?.stop());

  it("keeps the document of a job with many steps small, and every event and attempt", async function () {
    this.timeout(30_000);
    const { id } = await submit(store);
    const [claimed] = await claim(store);
    const lease = { id, token: claimed?.token ?? "" };
    const seen: number[] = [];
    for (let n = 0; n < 30; n++) {
      await store.reportProgress({
        reports: Array.from({ length: 20 }, (_, m) => ({
          ...lease,
          progress: { percent: (n + m) % 100 },
        })),
      });
      const entries = await store.takeOutbox({ limit: 1000 });
      seen.push(...entries.map(({ event }) => event.data.seq));
      await store.clearOutbox({ positions: entries.map(({ position }) => position) });
    }
    if (claimed !== undefined) await settle(store, claimed, ends.succeed);
    const numbers = Array.from({ length: 604 }, (_, n) => n + 1);
    expect(seen).to.deep.equal(numbers.slice(0, -1));
    const [document] = await database.database.collection("jobs").find().toArray();
    expect(document?.steps.length).to.be.below(200);
    const events = await eventsOf(store, id);
    expect(events.map(({ data }) => data.seq)).to.deep.equal(numbers);
    expect(new Set(events.slice(3, -1).map(({ type }) => type))).to.deep.equal(
      new Set(["job.progressed"]),
    );
    expect(await everything((cursor) => store.listEvents({ id, limit: 7, cursor }))).to.deep.equal(
      events,
    );
    const { items } = await store.listAttempts({ id, limit: 10 });
    expect(items.map(({ attempt, state }) => [attempt, state])).to.deep.equal([[1, "succeeded"]]);
  });
});
