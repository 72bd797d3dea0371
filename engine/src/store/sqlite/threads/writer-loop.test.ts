import { expect } from "chai";
import { diskRefusal } from "../../../runtime/disk-sync.ts";
import { aNewJob } from "../../../testing/a-new-job.ts";
import { createDatabase, type Database } from "../connection/database.ts";
import { openForWriting } from "../connection/open.ts";
import { packJob } from "../jobs/packed-job.ts";
import type { Call, FromThread } from "./protocol.ts";
import { createWrites } from "./serve-writes.ts";
import { createWriterLoop } from "./writer-loop.ts";

describe("the writer's loop", () => {
  let database: Database;
  let posted: FromThread[];
  /** What arrives at each look; null for nothing. */
  let arriving: (Call[] | null)[];
  let waits: (() => void)[];
  let syncedNow: number;
  let failure: Error | undefined;
  let loop: ReturnType<typeof createWriterLoop>;
  const waiting: Call[] = [];

  beforeEach(async () => {
    [posted, arriving, waits, syncedNow, failure] = [[], [], [], 0, undefined];
    database = createDatabase(":memory:");
    await openForWriting(database, () => undefined);
    loop = createWriterLoop({
      commitSome: createWrites(database, undefined, Number.POSITIVE_INFINITY),
      disk: {
        sync: () => new Promise((resolve) => waits.push(resolve)),
        syncNow() {
          syncedNow++;
          if (failure !== undefined) throw failure;
        },
        close: () => undefined,
      },
      post: (message) => posted.push(message),
      takeMore() {
        const calls = arriving.shift();
        waiting.push(...(calls ?? []));
        return calls !== undefined && calls !== null;
      },
    });
  });
  afterEach(() => database.close());

  const run = (...calls: Call[]) => {
    waiting.push(...calls);
    loop.run(waiting, Date.now);
  };
  const insert = (id: number): Call => ({ id, verb: "insertJobs", params: [packJob(aNewJob())] });
  const answered = () =>
    posted.flatMap((message) => ("replies" in message ? message.replies.map(({ id }) => id) : []));

  it("waits for the disk itself where nothing else is to be done, and then answers", () => {
    run(insert(1), insert(2));
    expect(syncedNow).to.equal(1);
    expect(answered()).to.deep.equal([1, 2]);
    expect(posted).to.have.length(1);
  });

  it("does not wait for a commit that changed nothing, or that nobody would miss", () => {
    run({ id: 1, verb: "stageJobs", params: { limit: 10 } });
    run({ id: 2, verb: "writeRelayed", params: 0 });
    expect(syncedNow).to.equal(0);
    expect(answered()).to.deep.equal([1, 2]);
  });

  it("commits on during a wait once it is busy, and one more wait serves all of that", async () => {
    // A call that arrives during its wait shows that it is busy.
    arriving = [null, [insert(2)]];
    run(insert(1));
    expect(answered()).to.deep.equal([1]);
    run(insert(3));
    run(insert(4));
    expect(answered(), "before the disk has it").to.deep.equal([1]);
    expect(waits).to.have.length(1);
    waits.shift()?.();
    await new Promise(setImmediate);
    expect(waits, "one wait for all that was committed meanwhile").to.have.length(1);
    waits.shift()?.();
    await loop.rest();
    expect(answered()).to.deep.equal([1, 2, 3, 4]);
  });

  it("refuses what the disk did not confirm", () => {
    failure = Object.assign(new Error("not confirmed"), { name: diskRefusal });
    run(insert(1));
    const [message] = posted;
    expect(message).to.have.nested.property("replies[0].error.name", diskRefusal);
    expect(message, "readers need not wait for it").to.have.property("safe", 1);
  });
});
