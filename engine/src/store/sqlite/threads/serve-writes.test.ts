import { expect } from "chai";
import { silentTelemetry } from "../../../runtime/telemetry.ts";
import { aNewJob } from "../../../testing/a-new-job.ts";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { claim, ends, submit } from "../../conformance/helpers.ts";
import type { Store } from "../../store.ts";
import { createDatabase } from "../connection/database.ts";
import { openForWriting } from "../connection/open.ts";
import { packJob } from "../jobs/packed-job.ts";
import { createWrites } from "./serve-writes.ts";

describe("the writer of the SQLite store", () => {
  let folder: TestFolder;
  let store: Store;
  let commits = 0;
  beforeEach(async () => {
    folder = await aFolder();
    store = await folder.open({ ...silentTelemetry(), count: () => void commits++ });
    commits = 0;
  });
  afterEach(() => folder.dispose());

  it("makes one commit of all that waits, unless that takes too long", async () => {
    const database = createDatabase(":memory:");
    await openForWriting(database, () => undefined);
    const waiting = () =>
      Array.from({ length: 32 }, (_, id) => {
        const params = [packJob(aNewJob())];
        return { id, verb: "insertJobs", params };
      });
    const repliesWithin = (maxMs: number) =>
      createWrites(database, undefined, maxMs)(waiting(), Date.now()).replies;
    expect(repliesWithin(Number.POSITIVE_INFINITY)).to.have.length(32);
    expect(repliesWithin(0)).to.have.length(1);
    database.close();
  });

  // A commit ends after 20 ms, which may be over before all is in it where the machine is busy.
  it("gathers writes of one moment", async () => {
    await Promise.all(Array.from({ length: 32 }, () => submit(store)));
    expect(commits).to.be.within(1, 16);
    expect((await store.countJobs()).counts).to.deep.equal([
      { template: "greet", state: "queued", count: 32 },
    ]);
  });

  it("gathers writes of every kind", async () => {
    const [a, b, c] = [await submit(store), await submit(store), await submit(store)];
    const [first, second, third] = await claim(store);
    commits = 0;
    const lease = (claimed: typeof first) => ({
      id: claimed?.job.id ?? "",
      token: claimed?.token ?? "",
    });
    await Promise.all([
      store.settleJobs({ settlements: [{ ...lease(first), ...ends.succeed }] }),
      store.reportProgress({ reports: [{ ...lease(second), progress: { percent: 1 } }] }),
      store.appendLog({ ...lease(third), lines: [{ stream: "stdout", text: "x", at: 1 }] }),
      submit(store),
    ]);
    expect(commits).to.be.within(1, 3);
    expect(await store.knownJobs({ ids: [a.id, b.id, c.id] })).to.have.length(3);
  });

  it("commits writes of different moments apart", async () => {
    await submit(store);
    await submit(store);
    expect(commits).to.equal(2);
  });

  it("gives the neighbours of a faulty write commits of their own", async () => {
    await submit(store, { id: "taken" });
    commits = 0;
    const calls = ["a", "taken", "b"].map((id) => store.insertJobs({ jobs: [aNewJob({ id })] }));
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).to.deep.equal([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(commits).to.equal(2);
  });

  it("lets others take a turn in a flood of writes", async () => {
    let turns = 0;
    let flooding = true;
    const count = () => {
      turns++;
      if (flooding) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        store.insertJobs({ jobs: Array.from({ length: 500 }, () => aNewJob()) }),
      ),
    );
    flooding = false;
    expect(commits).to.be.above(1);
    expect(turns).to.be.above(1);
  });

  it("commits what waits before it closes", async () => {
    const inserting = submit(store, { id: "last" });
    await store.close();
    await inserting;
    expect(await (await folder.open()).getJob({ id: "last" })).to.include({ id: "last" });
  });
});
