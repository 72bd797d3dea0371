import { expect } from "chai";
import fc from "fast-check";
import { createOwnWatermark } from "./own-watermark.ts";

describe("a process's own watermark", () => {
  let now = 0;
  const clock = { monotonic: () => now };

  it("ends below the first write with events to relay, whatever the order of confirmations", () => {
    const steps = fc.array(fc.record({ events: fc.nat(3), order: fc.nat() }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (writes) => {
        const own = createOwnWatermark({ clock });
        own.startAfter(100);
        const left = new Map(
          writes.map(({ events }) => {
            const by = own.beginWrite();
            for (let n = 0; n < events; n++) own.addEvent(by);
            return [by, events + 1] as const;
          }),
        );
        const turns = [...left].flatMap(([by, count], index) =>
          Array.from({ length: count }, () => ({ by, order: writes[index]?.order ?? 0 })),
        );
        for (const { by } of turns.toSorted((a, b) => a.order - b.order)) {
          left.get(by) === 1 ? own.endWrite(by) : own.confirmEvent(by, "a");
          left.set(by, (left.get(by) ?? 0) - 1);
          const first = [...left].find(([, count]) => count > 0)?.[0] ?? own.lastWrite() + 1;
          expect(own.watermark()).to.equal(first - 1);
        }
        expect(own.isIdle()).to.equal(true);
      }),
    );
  });

  it("stays below a lost write until that must have happened", () => {
    const own = createOwnWatermark({ clock });
    const [first, second] = [own.beginWrite(), own.beginWrite()];
    own.loseWrite(first);
    own.endWrite(second);
    expect(own.watermark()).to.equal(first - 1);
    for (const range of own.lostRanges()) own.closeRange(range);
    expect(own.watermark()).to.equal(first - 1);
    now += 60_000;
    for (const range of own.lostRanges()) own.closeRange(range);
    expect(own.watermark()).to.equal(second);
  });

  it("keeps one range for thousands of lost writes", () => {
    const own = createOwnWatermark({ clock });
    const numbers = Array.from({ length: 5000 }, own.beginWrite);
    const inBlocks = numbers.map((by, index) => ({
      by,
      order: Math.floor(index / 500) + Math.random() * 0.9,
    }));
    for (const { by } of inBlocks.toSorted((a, b) => a.order - b.order)) own.loseWrite(by, 0);
    expect(own.lostRanges()).to.have.length(1);
    expect(numbers.some((by) => own.isRelayed(by, "a"))).to.equal(false);
  });
});
