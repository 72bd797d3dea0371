import { expect } from "chai";
import { createWatchdog } from "./watchdog.ts";

const timeoutMs = 20;

describe("createWatchdog", () => {
  let progress: Int32Array;
  beforeEach(() => {
    progress = new Int32Array(new SharedArrayBuffer(4));
  });
  const watch = (onStuck: () => void) => createWatchdog({ progress, timeoutMs, onStuck });

  it("reports a thread that is still at the same task after the timeout", async () => {
    const startedAt = performance.now();
    await new Promise<void>((resolve) => watch(resolve).start());
    expect(performance.now() - startedAt).to.be.at.least(timeoutMs - 1);
  });

  it("keeps watching while the thread moves from task to task", async () => {
    const startedAt = performance.now();
    let moves = 3;
    // Moves before the watchdog's first comparison, and between all others.
    const mover = setInterval(() => moves-- > 0 && Atomics.add(progress, 0, 1), timeoutMs / 2);
    await new Promise<void>((resolve) => watch(resolve).start());
    clearInterval(mover);
    expect(performance.now() - startedAt).to.be.at.least(2 * timeoutMs - 1);
  });

  it("does not report a batch that was answered while its own thread was busy", async () => {
    let reports = 0;
    const watchdog = watch(() => reports++);
    watchdog.start();
    // Runs right after the watchdog's own timer, as the answer of a thread would.
    const answered = new Promise<void>((resolve) =>
      setTimeout(() => {
        watchdog.stop();
        resolve();
      }, timeoutMs),
    );
    const busyUntil = performance.now() + 2 * timeoutMs;
    while (performance.now() < busyUntil);
    await answered;
    await new Promise((resolve) => setImmediate(resolve));
    expect(reports).to.equal(0);
  });
});
