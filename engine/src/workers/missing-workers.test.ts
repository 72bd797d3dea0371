import { expect } from "chai";
import fc from "fast-check";
import { missingWorkers } from "./missing-workers.ts";

type Place = Parameters<typeof missingWorkers>[0][number];

/** A worker that started at one time and was heard of last at another. */
const aPlace = (
  id: string,
  [startedAt, heartbeatAt]: [number, number],
  more: Partial<Place> = {},
): Place => ({ id, startedAt, heartbeatAt, kinds: ["http"], queues: null, end: null, ...more });
const silent = { end: "silent" } as const;

describe("missingWorkers", () => {
  it("returns a silent worker that none of its kinds and queues has replaced", () => {
    const lost = aPlace("lost", [0, 10], silent);
    expect(missingWorkers([lost])).to.deep.equal(["lost"]);
    expect(missingWorkers([lost, aPlace("older", [5, 50])])).to.deep.equal(["lost"]);
    expect(missingWorkers([lost, aPlace("next", [11, 50])])).to.deep.equal([]);
    for (const other of [{ queues: ["red"] }, { kinds: ["module" as const] }])
      expect(missingWorkers([lost, aPlace("next", [11, 50], other)])).to.deep.equal(["lost"]);
  });

  it("takes the order of kinds and queues for nothing", () => {
    const lost = aPlace("lost", [0, 10], {
      ...silent,
      kinds: ["http", "module"],
      queues: ["a", "b"],
    });
    const next = aPlace("next", [11, 50], { kinds: ["module", "http"], queues: ["b", "a"] });
    expect(missingWorkers([lost, next])).to.deep.equal([]);
  });

  it("lets a worker replace one, and be replaced itself", () => {
    const first = aPlace("first", [0, 10], silent);
    const second = aPlace("second", [11, 20], silent);
    expect(missingWorkers([first, second])).to.deep.equal(["second"]);
    expect(missingWorkers([first, second, aPlace("third", [21, 30])])).to.deep.equal([]);
    const twin = aPlace("twin", [0, 10], silent);
    expect(missingWorkers([first, twin, aPlace("next", [11, 30])])).to.have.length(1);
  });

  it("does not miss workers that ended by themselves", () => {
    expect(missingWorkers([aPlace("done", [0, 10], { end: "stopped" })])).to.deep.equal([]);
  });

  it("misses as few as any assignment of later starts to silent workers", () => {
    const life = fc.tuple(fc.nat(12), fc.nat(6), fc.boolean());
    fc.assert(
      fc.property(fc.array(life, { maxLength: 7 }), (lives) => {
        const rows = lives.map(([start, length, isSilent], n) =>
          aPlace(`w${n}`, [start, start + length], isSilent ? silent : {}),
        );
        const lost = rows.filter(({ end }) => end === "silent");
        expect(missingWorkers(rows)).to.have.length(lost.length - largestMatch(lost, rows));
      }),
    );
  });
});

/** Tries every assignment. */
function largestMatch([first, ...others]: Place[], free: Place[]): number {
  if (first === undefined) return 0;
  const without = largestMatch(others, free);
  const later = free.filter(({ startedAt }) => startedAt > first.heartbeatAt);
  const withOne = later.map(
    (taken) =>
      1 +
      largestMatch(
        others,
        free.filter((row) => row !== taken),
      ),
  );
  return Math.max(without, ...withOne);
}
