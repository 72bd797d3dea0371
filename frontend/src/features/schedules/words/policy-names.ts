import type { Schedule } from "@formwork/contracts/schedule";

/** What happens to missed runs, in words. */
export const misfireNames: Record<Schedule["misfire"], string> = {
  fireOnce: "one run for all of them",
  skip: "left out",
  fireAll: "each one is made up for",
};

/** What happens at a run while an earlier job has not ended, in words. */
export const overlapNames: Record<Schedule["overlap"], string> = {
  skip: "the new run is left out",
  queueOne: "one run waits for the earlier job",
  cancelOther: "the earlier job is cancelled",
  allow: "both run",
};
