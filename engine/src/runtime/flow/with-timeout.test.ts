import { expect } from "chai";
import { withTimeout } from "./with-timeout.ts";

describe("withTimeout", () => {
  const never = new Promise<string>(() => undefined);

  it("resolves with the value of work that ends in time", async () => {
    expect(await withTimeout(Promise.resolve("done"), 10_000)).to.equal("done");
  });

  it("rejects with what the work throws in time", async () => {
    const broken = Promise.reject(new Error("broken"));
    expect(await withTimeout(broken, 10_000).catch(String)).to.equal("Error: broken");
  });

  it("rejects after the time", async () => {
    expect(await withTimeout(never, 1).catch(String)).to.equal("Error: timed out after 1 ms");
  });

  it("resolves with another value after the time, where one is given", async () => {
    expect(await withTimeout(never, 1, () => undefined)).to.equal(undefined);
  });

  it("rejects with another error after the time, where one is thrown", async () => {
    const late = withTimeout(never, 1, () => {
      throw new Error("no page");
    });
    expect(await late.catch(String)).to.equal("Error: no page");
  });

  it("drops what the work throws after the time", async () => {
    const work = Promise.withResolvers<never>();
    await withTimeout(work.promise, 1, () => undefined);
    work.reject(new Error("too late")); // would end the process as an unhandled rejection
    await new Promise((resolve) => setImmediate(resolve));
  });
});
