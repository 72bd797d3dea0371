import type { JobActionProgress } from "@formwork/contracts/job-action";
import type { Connection } from "../connection/connect.ts";
import { endWith } from "../exit-codes.ts";
import { safeJson } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { actionEnding, actionText } from "./action-text.ts";
import { endingSignal } from "./ending-signal.ts";
import { followAction, hasEnded } from "./follow-action.ts";
import { startProgressLine } from "./progress-line.ts";

export type WatchActionParams = {
  id: string;
  json?: boolean | undefined;
  maxWaitMs?: number | undefined;
  /** Said on stderr as soon as Ctrl-C ends the wait alone. */
  title?: string;
  /** True for an action that the server has just made: it is waited for although no answer comes. */
  isKnown?: boolean;
};

/**
 * Waits until an action on many jobs has ended; returns when it has moved all of them. Ctrl-C and
 * `maxWaitMs` end the wait and never the action.
 */
export async function watchAction(
  terminal: Terminal,
  connection: Connection,
  params: WatchActionParams,
): Promise<void> {
  const { id, maxWaitMs, title, json = false } = params;
  const over = endingSignal(terminal, {
    advice: `The action goes on. Follow it: formwork actions wait ${id}\nStop it: formwork actions stop ${id}`,
    maxWaitMs,
  });
  try {
    if (title !== undefined) say(terminal, title);
    const progress = await followToEnd(terminal, connection, params, over.signal);
    if (json) await print(terminal, [safeJson(progress)]);
    return sayEnd(terminal, progress);
  } finally {
    over.release();
  }
}

async function followToEnd(
  terminal: Terminal,
  connection: Connection,
  { id, isKnown = false }: WatchActionParams,
  signal: AbortSignal,
): Promise<JobActionProgress> {
  const line = startProgressLine(terminal, actionText);
  try {
    for await (const message of followAction({ connection, id, signal, isKnown })) {
      if (message.kind === "lost") line.showLost();
      else if (hasEnded(message.progress)) return message.progress;
      else line.show(message.progress);
    }
    throw new Error(`The action ${id} was followed to no end`);
  } finally {
    line.end();
  }
}

function sayEnd(terminal: Terminal, progress: JobActionProgress): void {
  const lines = actionEnding(progress).join("\n");
  if (progress.state === "done" && progress.failed === 0) say(terminal, lines);
  else endWith("job-failed", lines);
}
