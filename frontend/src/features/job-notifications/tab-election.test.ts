import { expect } from "chai";
import { createStoredIds } from "../../lib/stored-ids.ts";
import { createTabElection } from "./tab-election.ts";

/**
 * A tab whose view of the shared storage never hears of another tab's changes: the worst that a
 * browser may do.
 */
function aTab(...jobs: string[]) {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const watched = createStoredIds({ key: "k", limit: 9, storage: () => storage });
  for (const job of jobs) watched.add(job);
  return { watched, claim: createTabElection({ locks: navigator.locks, watched, holdMs: 50 }) };
}

describe("the claim on telling a job's end", () => {
  it("goes to exactly one of the tabs that hear of it, at once or a little later", async () => {
    const end = { id: "one", seq: 4 };
    const claims = await Promise.all(Array.from({ length: 8 }, () => aTab("one").claim(end)));
    const late = await aTab("one").claim(end);
    expect([...claims, late].filter(Boolean)).to.have.length(1);
  });

  it("is not given for a job that nobody watches, and does not stand in the way of a tab that does", async () => {
    const end = { id: "two", seq: 4 };
    expect(await aTab().claim(end)).to.equal(false);
    expect(await aTab("two").claim(end)).to.equal(true);
  });

  it("is given again when the job is started again and ends", async () => {
    const { watched, claim } = aTab("three");
    expect(await claim({ id: "three", seq: 4 })).to.equal(true);
    watched.add("three");
    expect(await claim({ id: "three", seq: 7 })).to.equal(true);
  });
});
