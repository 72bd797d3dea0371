import type { Step } from "../../steps/step.ts";

/** A step as a job's document keeps it. */
export type StoredStep = Step<Date> & {
  /**
   * Number of the write that stored it, by which a process knows its own steps from those of
   * others, and which of them are on the bus.
   */
  by: number;
};
