import { expect } from "chai";
import fc from "fast-check";
import { createOwnWatermark } from "./own-watermark.ts";

describe("a process's own writes", () => {
  let now = 0;
  const clock = { monotonic: () => now };

  it("are marked up to the first that has something left, whatever the order in which they end", () => {
    const steps = fc.array(fc.record({ events: fc.nat(3), order: fc.nat() }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (writes) => {
        const own = createOwnWatermark({ clock });
        own.startAt(100);
        const left = new Map(
          writes.map(({ events }) => {
            const by = own.begin();
            for (let n = 0; n < events; n++) own.hold(by);
            return [by, events + 1] as const;
          }),
        );
        const turns = [...left].flatMap(([by, count], index) =>
          Array.from({ length: count }, () => ({ by, order: writes[index]?.order ?? 0 })),
        );
        for (const { by } of turns.toSorted((a, b) => a.order - b.order)) {
          own.close(by, "a");
          left.set(by, (left.get(by) ?? 0) - 1);
          const first = [...left].find(([, count]) => count > 0)?.[0] ?? own.last() + 1;
          expect(own.mark()).to.equal(first - 1);
        }
        expect(own.isIdle()).to.equal(true);
      }),
    );
  });

  it("hold the mark where one was lost, until it must have happened", () => {
    const own = createOwnWatermark({ clock });
    const [first, second] = [own.begin(), own.begin()];
    own.lose(first);
    own.close(second);
    expect(own.mark()).to.equal(first - 1);
    for (const range of own.lost()) own.conclude(range);
    expect(own.mark()).to.equal(first - 1);
    now += 60_000;
    for (const range of own.lost()) own.conclude(range);
    expect(own.mark()).to.equal(second);
  });

  it("that are lost by the thousand make one range", () => {
    const own = createOwnWatermark({ clock });
    const numbers = Array.from({ length: 5000 }, own.begin);
    const inBlocks = numbers.map((by, index) => ({
      by,
      order: Math.floor(index / 500) + Math.random() * 0.9,
    }));
    for (const { by } of inBlocks.toSorted((a, b) => a.order - b.order)) own.lose(by, 0);
    expect(own.lost()).to.have.length(1);
    expect(numbers.some((by) => own.isRelayed(by, "a"))).to.equal(false);
  });
});
