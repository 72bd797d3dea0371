import type { Progress } from "@formwork/contracts/job";
import type { Assignment, Outcome } from "@formwork/engine/work/work";
import type { AbortCause, Runner } from "../runners/runner.ts";

/** A running attempt, with what it has written so far. */
export type RunningOne = {
  outcome: Promise<Outcome>;
  lines: { stream: string; text: string }[];
  reports: Progress[];
  abort: (cause: AbortCause) => void;
  /** Resolves with the first line that matches, written before or after the call. */
  line: (pattern: RegExp) => Promise<string>;
};

/** Starts a runner with an assignment. */
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
  const line = (pattern: RegExp) => {
    const written = lines.find(({ text }) => pattern.test(text));
    return written === undefined
      ? new Promise<string>((resolve) => waiting.push({ pattern, resolve }))
      : Promise.resolve(written.text);
  };
  return { outcome, lines, reports, line, abort: (cause) => abort.abort(cause) };
}
