import type { SubmitJob } from "@formwork/contracts/job";

const failures = [
  { mode: "never" },
  { mode: "never" },
  { mode: "first", attempts: 1 },
  { mode: "random", probability: 0.5 },
  { mode: "always" },
] as const;

/**
 * A job that makes a board look alive: a little slow, a little chatty, and now and then failing.
 */
export function aSampleJob(random: () => number): SubmitJob {
  const between = (least: number, most: number) =>
    least + Math.floor(random() * (most - least + 1));
  const failure = failures[between(0, failures.length - 1)] ?? failures[0];
  return {
    template: "sample-job",
    payload: { steps: between(2, 12), seconds: between(1, 15) / 10, lines: between(0, 8), failure },
    tags: ["dev"],
  };
}
