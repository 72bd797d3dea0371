import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { expect } from "chai";
import { createProbation } from "./probation.ts";

describe("jobs on probation", () => {
  const { job, ...rest } = anAssignment();
  const withCrashes = (crashes: number) => ({ ...rest, job: { ...job, crashes } });

  it("run one after the other, and others beside them", async () => {
    const start = createProbation();
    const started: string[] = [];
    const ends: (() => void)[] = [];
    const run = (name: string) => () =>
      new Promise<void>((resolve) => {
        started.push(name);
        ends.push(resolve);
      });
    const first = start(withCrashes(2), run("first"));
    const second = start(withCrashes(2), run("second"));
    void start(withCrashes(1), run("beside"));
    await Promise.resolve();
    expect(started).to.have.members(["first", "beside"]);
    ends[started.indexOf("first")]?.();
    await first;
    await Promise.resolve();
    expect(started.at(-1)).to.equal("second");
    ends.at(-1)?.();
    await second;
  });
});
