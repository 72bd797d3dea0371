import { expect } from "chai";
import { createStoredIds } from "../../lib/storage/stored-ids.ts";
import { aStorage } from "../../testing/a-storage.ts";
import { createTabElection } from "./tab-election.ts";

/** A tab that never sees the storage of another one: the latest that a browser may show it. */
function aTab(...jobs: string[]) {
  const storage = aStorage();
  const watched = createStoredIds({ key: "k", maxIds: 9, storage: () => storage });
  for (const job of jobs) watched.add(job);
  return { watched, elect: createTabElection({ locks: navigator.locks, watched, holdMs: 50 }) };
}

describe("the election of the tab that notifies of a job's end", () => {
  it("elects exactly one of the tabs that got the event, at once or a little later", async () => {
    const job = { id: "one", seq: 4 };
    const results = await Promise.all(Array.from({ length: 8 }, () => aTab("one").elect(job)));
    const late = await aTab("one").elect(job);
    expect([...results, late].filter(Boolean)).to.have.length(1);
  });

  it("elects no tab that does not watch the job, and then still one that does", async () => {
    const job = { id: "two", seq: 4 };
    expect(await aTab().elect(job)).to.equal(false);
    expect(await aTab("two").elect(job)).to.equal(true);
  });

  it("elects anew when the job is started again and ends", async () => {
    const { watched, elect } = aTab("three");
    expect(await elect({ id: "three", seq: 4 })).to.equal(true);
    watched.add("three");
    expect(await elect({ id: "three", seq: 7 })).to.equal(true);
  });
});
