import type { ClaimedWork, FailWork } from "../../work.ts";
import type { Client } from "../client.ts";
import { isProblemError } from "../problem-error.ts";
import { failureOf } from "./failure-of.ts";
import { createLogSender, type LogSender } from "./log-sender.ts";
import { createProgressSender, type ProgressSender } from "./progress-sender.ts";
import type { AbortReason, RemoteHandler } from "./remote-job.ts";
import type { RemoteLease } from "./remote-lease.ts";
import { type Reported, report } from "./report.ts";
import { type Ending, runHandler } from "./run-handler.ts";

export type RunningAttempt = {
  client: Client;
  work: ClaimedWork;
  lease: RemoteLease;
  handler: RemoteHandler;
  /** Receives what went wrong beside the job itself. */
  onError: (error: unknown) => void;
};

/** Runs one attempt and settles it. Never rejects. */
export async function runAttempt(running: RunningAttempt): Promise<void> {
  const { work, lease, handler } = running;
  const [log, progress] = [logOf(running), progressOf(running)];
  const { lease: _, leaseMs: __, timeoutMs, ...job } = work;
  const ending = await runHandler(lease.signal, () =>
    handler({
      ...job,
      signal: lease.signal,
      log: (text, stream = "stdout") => log.add(String(text), stream),
      progress: progress.report,
    }),
  );
  await Promise.all([progress.flush(), log.flush()]);
  if (!lease.lost.aborted) await settle(running, ending, timeoutMs);
  lease.close();
}

function logOf({ client, work, lease, onError }: RunningAttempt): LogSender {
  return createLogSender(async (batch) => {
    let isFull = false;
    const reported = await report(lease, async (signal) => {
      const body = { lease: work.lease, ...batch };
      isFull = (await client.call("work.log", { body, signal })).full;
    });
    if (reported.ended === "refused") onError(reported.error);
    return reported.ended === "sent" && !isFull;
  });
}

function progressOf({ client, work, lease, onError }: RunningAttempt): ProgressSender {
  return createProgressSender(async (progress) => {
    const body = { lease: work.lease, ...progress };
    const reported = await report(lease, (signal) =>
      client.call("work.progress", { body, signal }),
    );
    if (reported.ended === "refused") onError(reported.error);
  });
}

/** Settles an attempt. A result that the server does not take fails it. */
async function settle(running: RunningAttempt, ending: Ending, timeoutMs: number): Promise<void> {
  const { client, work, lease, onError } = running;
  // `RemoteLease.abort` takes no other reasons.
  const reason = lease.signal.reason as AbortReason | undefined;
  const fail = (failure: Omit<FailWork, "lease">): Promise<Reported> =>
    report(lease, (signal) =>
      client.call("work.fail", { body: { lease: work.lease, ...failure }, signal }),
    );
  let reported: Reported;
  if (reason === "timeout") reported = await fail(timedOut(timeoutMs));
  else if (ending.ended === "returned") reported = await succeed(running, ending.result, fail);
  else if (reason === "stopped") reported = await release(running);
  else if (ending.ended === "thrown") reported = await fail(failureOf(ending.error));
  else return;
  if (reported.ended === "refused") onError(reported.error);
}

async function succeed(
  { client, work, lease }: RunningAttempt,
  result: unknown,
  fail: (failure: Omit<FailWork, "lease">) => Promise<Reported>,
): Promise<Reported> {
  const body = { lease: work.lease, result: result ?? null };
  const reported = await report(lease, (signal) => client.call("work.succeed", { body, signal }));
  return reported.ended === "refused" ? fail(badResult(reported.error)) : reported;
}

function release({ client, work, lease }: RunningAttempt): Promise<Reported> {
  const body = { lease: work.lease };
  return report(lease, (signal) => client.call("work.release", { body, signal }));
}

function timedOut(timeoutMs: number): Omit<FailWork, "lease"> {
  return { error: { message: `It took longer than ${timeoutMs / 1000} s`, reason: "timeout" } };
}

function badResult(error: unknown): Omit<FailWork, "lease"> {
  const isTooLarge = isProblemError(error) && error.status === 413;
  return {
    error: {
      message: `The result was not taken: ${error instanceof Error ? error.message : error}`,
      reason: isTooLarge ? "too-large" : "invalid-result",
    },
    retry: false,
  };
}
