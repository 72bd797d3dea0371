import type { Progress } from "@formwork/contracts/job";
import { expect } from "chai";
import { createProgressWriter } from "./progress-writer.ts";

describe("a report of progress", () => {
  async function stored(report: Progress): Promise<Progress | undefined> {
    const written: Progress[] = [];
    const writer = createProgressWriter({ write: async (progress) => written.push(progress) });
    writer.report(report);
    await writer.flush();
    return written[0];
  }

  it("is one line of readable text", async () => {
    const message = "\u001b[32mstep\u001b[0m 2\r\nof\t3 \u202E\u0007";
    expect(await stored({ percent: 40, message })).to.deep.equal({
      percent: 40,
      message: "step 2 of 3",
    });
  });

  it("is limited in its number and its length", async () => {
    const limited = await stored({ percent: 1000, message: "😀".repeat(10_000) });
    expect(limited?.percent).to.equal(100);
    expect(limited?.message).to.have.length.within(490, 500);
    expect(await stored({ percent: Number.NaN })).to.deep.equal({ percent: 0 });
  });
});
