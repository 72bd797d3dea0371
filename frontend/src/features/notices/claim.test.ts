import { expect } from "chai";
import { createIdList } from "../../lib/id-list.ts";
import { createClaim } from "./claim.ts";

/** What the tabs of one browser share: a list in storage, and locks that let one in at a time. */
function aBrowser() {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const aTab = () => {
    const watched = createIdList({ key: "k", limit: 9, storage: () => storage });
    return { watched, claim: createClaim({ locks: navigator.locks, watched }) };
  };
  return { aTab };
}

describe("the claim on telling a job's end", () => {
  it("goes to exactly one of the tabs that hear of it", async () => {
    const { aTab } = aBrowser();
    const tabs = Array.from({ length: 8 }, aTab);
    tabs[0]?.watched.add("job-1");
    const claims = await Promise.all(tabs.map(({ claim }) => claim("job-1")));
    expect(claims.filter(Boolean)).to.have.length(1);
  });

  it("is not given for a job that nobody watches", async () => {
    expect(await aBrowser().aTab().claim("job-1")).to.equal(false);
  });

  it("is given again when the job is started again", async () => {
    const { watched, claim } = aBrowser().aTab();
    watched.add("job-1");
    await claim("job-1");
    watched.add("job-1");
    expect(await claim("job-1")).to.equal(true);
  });
});
