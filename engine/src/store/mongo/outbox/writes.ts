import type { Range } from "./own-watermark.ts";

/** Numbers of writes per process; two million processes fit into the integers of a double. */
export const writesPerProcess = 2 ** 32;

/** Returns the number of the process that made a write. */
export function processOf(by: number): number {
  return Math.floor(by / writesPerProcess);
}

/** The number of a process, and that of a write of it. */
export type Mark = { _id: number; upTo: number };

/** The writes of all processes up to a moment: of each process those up to a number. */
export type Writes = {
  /** The last write of each process that is among them. */
  marks: Mark[];
  /** Whether a write is among them. */
  include: (by: number) => boolean;
  /** The writes that are not among them. */
  others: () => Range[];
};

/** Makes the writes up to these: a number for each process, beyond which it may have written more. */
export function writesUpTo(listed: readonly Mark[]): Writes {
  const marks = listed.map(({ _id, upTo }) => ({ _id, upTo }));
  const upTo = new Map(marks.map((mark) => [mark._id, mark.upTo]));
  const newest = Math.max(0, ...upTo.keys());
  return {
    marks,
    // Processes that are not listed any more wrote all they did before the oldest that is.
    include(by) {
      const process = processOf(by);
      return process <= newest && by <= (upTo.get(process) ?? by);
    },
    others: () => [
      ...marks.map((mark) => ({ after: mark.upTo, upTo: (mark._id + 1) * writesPerProcess - 1 })),
      { after: (newest + 1) * writesPerProcess - 1, upTo: Number.MAX_SAFE_INTEGER },
    ],
  };
}
