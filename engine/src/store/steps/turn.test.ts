import { expect } from "chai";
import fc from "fast-check";
import { schema } from "../sqlite/connection/schema.ts";
import { agingMs, maxBackdatedMs, turnOf } from "./turn.ts";

const priority = fc.integer({ min: 0, max: 9 });
const time = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });

describe("The turn of a job", () => {
  it("comes before that of a newer job of higher priority after half an hour for each step", () => {
    fc.assert(
      fc.property(priority, priority, time, fc.nat(10 * agingMs), (low, high, since, wait) => {
        fc.pre(low < high);
        const older = turnOf({ priority: low, runAt: since, createdAt: since });
        const newer = turnOf({ priority: high, runAt: since + wait, createdAt: since });
        expect(older < newer).to.equal(wait > (high - low) * agingMs);
      }),
    );
  });

  it("is that of the due time among jobs of one priority", () => {
    fc.assert(
      fc.property(priority, time, time, (same, one, other) => {
        const turn = (runAt: number) => turnOf({ priority: same, runAt, createdAt: 0 });
        expect(Math.sign(turn(one) - turn(other))).to.equal(Math.sign(one - other));
      }),
    );
  });

  it("counts a due time in the past for at most a day before the job was made", () => {
    const createdAt = 1_800_000_000_000;
    const turn = (runAt: number) => turnOf({ priority: 0, runAt, createdAt });
    expect(turn(createdAt - maxBackdatedMs)).to.equal(createdAt - maxBackdatedMs);
    expect(turn(0)).to.equal(createdAt - maxBackdatedMs);
  });

  it("is what the schema of SQLite computes", () => {
    const turn = `(max(runAt, createdAt - ${maxBackdatedMs}) - priority * ${agingMs})`;
    expect(schema.join()).to.include(turn);
  });
});
