import { once } from "node:events";
import { expect } from "chai";
import { report } from "./report.ts";

describe("a report of a remote worker", () => {
  const aLease = () => {
    const lost = new AbortController();
    return { lost: lost.signal, abort: () => lost.abort() };
  };
  /** A call without an answer: it ends when its signal aborts. */
  async function hang(signal: AbortSignal): Promise<never> {
    await once(signal, "abort");
    throw signal.reason;
  }

  it("is sent again when no answer comes", async () => {
    let calls = 0;
    const call = async (signal: AbortSignal) => (++calls === 1 ? hang(signal) : "answer");
    expect(await report(aLease(), call, 10)).to.deep.equal({ ended: "sent" });
    expect(calls).to.equal(2);
  });

  it("ends when the lease is lost meanwhile", async () => {
    const lease = aLease();
    const reported = report(lease, hang, 60_000);
    lease.abort();
    expect(await reported).to.deep.equal({ ended: "lost" });
  });
});
