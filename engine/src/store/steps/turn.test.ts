import { expect } from "chai";
import fc from "fast-check";
import { schema } from "../sqlite/connection/schema.ts";
import { agingMs, turnOf } from "./turn.ts";

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

  it("counts a due time before the job was made as that moment", () => {
    fc.assert(
      fc.property(priority, time, fc.nat(), (same, createdAt, back) => {
        const job = { priority: same, createdAt };
        expect(turnOf({ ...job, runAt: createdAt - back })).to.equal(
          turnOf({ ...job, runAt: createdAt }),
        );
      }),
    );
  });

  it("is what the schema of SQLite computes", () => {
    const turn = `(max(runAt, createdAt) - priority * ${agingMs})`;
    expect(schema.join()).to.include(turn);
  });
});
