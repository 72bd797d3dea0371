import { expect } from "chai";
import { DomainError } from "../../../errors.ts";
import { createTelemetry } from "../../../runtime/telemetry.ts";
import { createWriteState } from "./write-state.ts";

describe("the state of writes", () => {
  const full = new DomainError("unavailable", "The database does not answer: the disk is full");
  let now = 0;
  const events: string[] = [];
  const { log } = createTelemetry({
    level: "info",
    service: "test",
    to: { write: (line) => void events.push(JSON.parse(line).event) },
  });

  it("names the fault until writes have been made for a while, and logs once each", () => {
    const { report, fault } = createWriteState({ monotonic: () => now, log });
    report(null);
    expect(fault()).to.equal(null);
    for (const _ of [1, 2, 3]) {
      report(full);
      report(null); // a small one that fits in
      now += 1000;
      expect(fault()).to.equal(full.message);
    }
    now += 10_000;
    report(null);
    expect(fault()).to.equal(null);
    expect(events).to.deep.equal(["store.unwritable", "store.writable"]);
  });
});
