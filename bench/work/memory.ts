import { n } from "../measure/arguments.ts";
import { type Memory, report } from "../measure/measure.ts";
import { drain, measureAfterFill } from "../measure/measure-after-fill.ts";

/**
 * Measures the memory of a new process that drains n stored no-op jobs, after a garbage collection
 * at each tenth. A worker that keeps nothing of a job uses as much after the last tenth as after
 * the first.
 */
const tenth = Math.ceil(n / 10);
await measureAfterFill({
  script: import.meta.url,
  flags: ["--expose-gc"],
  async measure(engine) {
    const marks: Memory["marks"] = [];
    await drain(engine, (handled) => {
      if (handled % tenth === 0 || handled === n) marks.push(measureMemory(handled));
    });
    report({ work: "memory", n, memory: compare(marks) });
  },
});

function measureMemory(jobs: number): Memory["marks"][number] {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { jobs, heap_mb: inMb(heapUsed), rss_mb: inMb(rss) };
}

function compare(marks: Memory["marks"]): Memory {
  const [first, last] = [marks.at(0), marks.at(-1)];
  if (first === undefined || last === undefined)
    throw new Error("nothing was measured: --n has to be at least 1");
  return {
    marks,
    heap_ratio: hundredths(last.heap_mb / first.heap_mb),
    rss_ratio: hundredths(last.rss_mb / first.rss_mb),
  };
}

function inMb(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}

function hundredths(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
