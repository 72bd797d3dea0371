import type { JobMessage } from "@formwork/contracts/client/jobs/follow-job";
import type { Job } from "@formwork/contracts/job";
import type { StreamState } from "@formwork/contracts/job-stream";
import type { Connection } from "../connection/connect.ts";
import { endWith } from "../exit-codes.ts";
import { cleanLine, safeJson } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { durationText } from "../terminal/time-text.ts";
import { endingSignal } from "./ending-signal.ts";
import { followJob, noLines } from "./follow-job.ts";
import { printLogLines } from "./print-log-line.ts";
import { type ProgressLine, progressText, startProgressLine } from "./progress-line.ts";

export type WatchParams = {
  id: string;
  /** Prints the log as it is written, from the line after this offset. */
  follow: boolean;
  after?: number;
  json?: boolean;
  raw?: boolean;
  timestamps?: boolean;
  maxWaitMs?: number;
  /** Said on stderr as soon as Ctrl-C ends the wait alone. */
  title?: string;
  /** True for a job that the server has just made: it is waited for although no answer comes. */
  isKnown?: boolean;
};

/**
 * Waits until a job has ended, and ends the command as the job did: returns when it succeeded.
 * Ctrl-C and `maxWaitMs` end the wait and never the job.
 */
export async function watchJob(
  terminal: Terminal,
  connection: Connection,
  params: WatchParams,
): Promise<void> {
  const { id, maxWaitMs } = params;
  const over = endingSignal(terminal, {
    advice: `The job goes on. Follow it: formwork jobs logs -f ${id}\nCancel it: formwork jobs cancel ${id}`,
    maxWaitMs,
  });
  try {
    if (params.title !== undefined) say(terminal, params.title);
    const state = await followToEnd(terminal, connection, params, over.signal);
    if (state === "deleted") endWith("job-failed", `The job ${id} was deleted`);
    const job = await connection.client.call("jobs.get", { params: { id } });
    await printEnd(terminal, job, params);
  } finally {
    over.release();
  }
}

async function followToEnd(
  terminal: Terminal,
  connection: Connection,
  params: WatchParams,
  signal: AbortSignal,
): Promise<string> {
  const { id, follow, after = 0, isKnown = false } = params;
  const line = startProgressLine(terminal, progressText);
  try {
    const messages = followJob({
      ...{ connection, id, signal, isKnown },
      after: follow ? after : noLines,
    });
    for await (const message of messages) {
      if (message.kind === "end") return message.state;
      await showMessage(terminal, message, line, params);
    }
    return "deleted";
  } finally {
    line.end();
  }
}

async function showMessage(
  terminal: Terminal,
  message: Exclude<JobMessage, { kind: "end" }>,
  line: ProgressLine<StreamState>,
  params: WatchParams,
): Promise<void> {
  if (message.kind === "state") line.show(message.state);
  else if (message.kind === "lost") line.showLost();
  else {
    line.takeAway();
    await printLogLines(terminal, [message.line], params);
  }
}

/** Prints how a job ended: its result on stdout, everything else on stderr. */
async function printEnd(terminal: Terminal, job: Job, params: WatchParams): Promise<void> {
  const { state, result, error, id } = job;
  if (params.json === true) await print(terminal, [safeJson(job)]);
  else if (state === "succeeded" && !params.follow && result !== null)
    await print(terminal, [safeJson(result, 2)]);
  if (state === "succeeded") return say(terminal, `succeeded${took(job)}`);
  const why = error === null ? "" : `: ${cleanLine(error.message)}`;
  const attempts = job.attempt > 1 ? ` after ${job.attempt} attempts` : "";
  endWith(
    "job-failed",
    `${state}${attempts}${why}\nLook at it: formwork jobs show ${id}, formwork jobs logs ${id}`,
  );
}

function took({ startedAt, finishedAt }: Job): string {
  if (startedAt === null || finishedAt === null) return "";
  return ` in ${durationText(Date.parse(finishedAt) - Date.parse(startedAt))}`;
}
