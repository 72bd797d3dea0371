import { afterFilling, drain } from "./after-filling.ts";
import { n } from "./assignment.ts";
import { type Memory, report } from "./measure.ts";

/**
 * n no-op jobs are stored; then a fresh process drains them, and after each tenth of them collects
 * its garbage and weighs itself. A worker that keeps nothing of a job is as heavy after the last
 * tenth as after the first.
 */
const tenth = Math.ceil(n / 10);
await afterFilling({
  script: import.meta.url,
  flags: ["--expose-gc"],
  async measure(subject) {
    const marks: Memory["marks"] = [];
    await drain(subject, (handled) => {
      if (handled % tenth === 0 || handled === n) marks.push(weigh(handled));
    });
    report({ work: "memory", n, memory: compare(marks) });
  },
});

function weigh(jobs: number): Memory["marks"][number] {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { jobs, heap_mb: inMb(heapUsed), rss_mb: inMb(rss) };
}

function compare(marks: Memory["marks"]): Memory {
  const [first, last] = [marks.at(0), marks.at(-1)];
  if (first === undefined || last === undefined)
    throw new Error("nothing was weighed: --n has to be at least 1");
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
