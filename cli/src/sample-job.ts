import type { SubmitJob } from "@formwork/contracts/job";

const failures = [
  { mode: "never" },
  { mode: "never" },
  { mode: "first", attempts: 1 },
  { mode: "random", probability: 0.5 },
  { mode: "always" },
] as const;

/** Returns a job of the template `sample-job` that takes seconds, logs a little and may fail. */
export function sampleJob(random: () => number): SubmitJob {
  const between = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
  const failure = failures[between(0, failures.length - 1)] ?? failures[0];
  return {
    template: "sample-job",
    payload: { steps: between(2, 12), seconds: between(1, 15) / 10, lines: between(0, 8), failure },
    tags: ["dev"],
  };
}
