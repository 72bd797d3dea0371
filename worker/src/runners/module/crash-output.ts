import type { RunContext } from "../runner.ts";

/** What a process prints past its handler: native code, and Node itself when it crashes. */
export type CrashOutput = {
  line: RunContext["log"];
  /** Whether Node has said that the memory which it may use is used up. */
  isOutOfMemory: () => boolean;
};

const beginsReport = /^<--- Last few GCs --->|^----- Native stack trace -----|^FATAL ERROR: /;
const saysOutOfMemory = /^FATAL ERROR: .*(?:out of memory|Allocation failed)/;

/**
 * Logs lines until the report begins that Node prints of itself, which tells an author nothing.
 * Empty lines are left out, since one stands before the report.
 */
export function readCrashOutput(log: RunContext["log"]): CrashOutput {
  let isReport = false;
  let isOutOfMemory = false;
  return {
    line(stream, text) {
      if (stream === "stderr") {
        isReport ||= beginsReport.test(text);
        isOutOfMemory ||= saysOutOfMemory.test(text);
      }
      if (stream === "stdout" || (!isReport && text !== "")) log(stream, text);
    },
    isOutOfMemory: () => isOutOfMemory,
  };
}
