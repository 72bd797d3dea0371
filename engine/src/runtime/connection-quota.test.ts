import { expect } from "chai";
import { createConnectionQuota } from "./connection-quota.ts";

describe("connection quota", () => {
  it("limits the sockets of each user separately", () => {
    const quota = createConnectionQuota(2);
    expect(["a", "a", "a", "b"].map(quota.acquire)).to.deep.equal([true, true, false, true]);
  });

  it("lets a user connect again after a release", () => {
    const quota = createConnectionQuota(1);
    quota.acquire("a");
    quota.release("a");
    expect(quota.acquire("a")).to.equal(true);
  });
});
