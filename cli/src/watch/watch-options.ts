import { isDuration, parseDuration } from "@formwork/contracts/duration";
import { type Command, InvalidArgumentError } from "commander";
import type { WatchParams } from "./watch-job.ts";

/** Options of a command that may wait for a job. */
export type WatchOptions = {
  wait?: boolean;
  follow?: boolean;
  maxWait?: number;
  json?: boolean;
  raw?: boolean;
};

/** Adds the options to a command that makes a job. */
export function addWatchOptions(command: Command): Command {
  return command
    .optionsGroup("Waiting:")
    .option("-w, --wait", "wait until the job has ended; the exit code says how")
    .option("-f, --follow", "print its log while it runs, and wait")
    .option("--max-wait <duration>", "wait no longer than this, such as 10m", readMaxWait)
    .option("--raw", "with --follow: print log lines as they were written, escape sequences too");
}

/** Adds the options to the command that makes an action on many jobs. */
export function addActionOptions(command: Command): Command {
  return command
    .optionsGroup("Waiting:")
    .option("-w, --wait", "wait until the action has ended, and show how far it has come")
    .option("--max-wait <duration>", "wait no longer than this, such as 10m", readMaxWait);
}

/** Reads a duration, in milliseconds. */
export function readMaxWait(text: string): number {
  if (!isDuration(text)) throw new InvalidArgumentError("Give a duration such as 90s or 10m");
  // Timers count in 31 bits.
  return Math.min(parseDuration(text), 2 ** 31 - 1);
}

/** Returns how to watch a job by the options, or null where nothing asks for it. */
export function watchParams(id: string, options: WatchOptions): WatchParams | null {
  const { wait, follow, maxWait, json, raw } = options;
  if (wait !== true && follow !== true && maxWait === undefined) return null;
  return {
    id,
    follow: follow === true,
    ...(maxWait === undefined ? {} : { maxWaitMs: maxWait }),
    ...(json === true ? { json } : {}),
    ...(raw === true ? { raw } : {}),
  };
}
