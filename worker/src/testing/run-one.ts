import type { Progress } from "@formwork/contracts/job";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import type { AbortCause, Runner } from "../runners/runner.ts";

/** One attempt under way: what it wrote so far, its end, and the means to end it. */
export type RunningOne = {
  outcome: Promise<Outcome>;
  lines: { stream: string; text: string }[];
  reports: Progress[];
  abort: (cause: AbortCause) => void;
  /** Resolves with the first line that matches. */
  heard: (pattern: RegExp) => Promise<string>;
};

/** Lets a runner run an assignment. */
export function runOne(runner: Runner, assignment: Assignment): RunningOne {
  const abort = new AbortController();
  const lines: RunningOne["lines"] = [];
  const reports: Progress[] = [];
  const waiting: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  const outcome = runner({
    assignment,
    signal: abort.signal,
    progress: (progress) => reports.push(progress),
    log(stream, text) {
      lines.push({ stream, text });
      for (const { pattern, resolve } of waiting) if (pattern.test(text)) resolve(text);
    },
  });
  const heard = (pattern: RegExp) => {
    const already = lines.find(({ text }) => pattern.test(text));
    return already === undefined
      ? new Promise<string>((resolve) => waiting.push({ pattern, resolve }))
      : Promise.resolve(already.text);
  };
  return { outcome, lines, reports, heard, abort: (cause) => abort.abort(cause) };
}
