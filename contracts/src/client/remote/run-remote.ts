import { type ClaimedWork, maxClaimedJobs, type RemoteWorker } from "../../work.ts";
import { createClient } from "../client.ts";
import { isPassing } from "./persist.ts";
import type { RemoteHandler } from "./remote-job.ts";
import { openRemoteLease } from "./remote-lease.ts";
import { createRenewals } from "./renewals.ts";
import { askedDelayMs, retryDelayMs } from "./retry-delay.ts";
import { runAttempt } from "./run-attempt.ts";
import { wait } from "./wait.ts";

export type RunRemoteOptions = {
  /** Address of Formwork. */
  url: string;
  /** Session token or API key with the scope `work:run`. */
  token: string;
  /** Templates whose jobs are run; all `remote` ones when absent. */
  templates?: string[];
  /** Queues to claim from; all when absent. */
  queues?: string[];
  /** Jobs that run at the same time; 1 when absent. */
  concurrency?: number;
  handler: RemoteHandler;
  /** How the worker names itself; a random id when absent. */
  worker?: Omit<RemoteWorker, "concurrency">;
  /**
   * Receives failures of calls that are tried again, and what the server refused. Nothing is printed
   * otherwise.
   */
  onError?: (error: unknown) => void;
  fetch?: typeof globalThis.fetch;
};

/** A worker that runs. */
export type RunningRemote = {
  /**
   * Claims nothing more, waits up to `drainMs` (30 s when absent) for jobs that run, then aborts and
   * releases the others. A claim under way is awaited too, for ten seconds at most.
   */
  stop: (drainMs?: number) => Promise<void>;
  /** Resolves when it has stopped. Rejects when the server refuses its claims, for example its token. */
  done: Promise<void>;
};

/** How long a claim waits for a job. Stopping waits for its answer, so that no job of it is lost. */
const claimWaitMs = 10_000;
/** How long the answer to a claim may take beyond that. */
const claimGraceMs = 15_000;
/** How long jobs may run on once their worker stops. */
const defaultDrainMs = 30_000;

/** Runs jobs of `remote` templates with a function, until it is stopped. */
export function runRemote(options: RunRemoteOptions): RunningRemote {
  const { url, token, templates, queues, concurrency = 1, handler } = options;
  const { onError = () => undefined, fetch } = options;
  const client = createClient({ baseUrl: url, token, fetch });
  const worker = { id: `remote-${crypto.randomUUID()}`, ...options.worker, concurrency };
  const renewals = createRenewals(client, onError);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const wanted = {
    ...(templates === undefined ? {} : { templates }),
    ...(queues === undefined ? {} : { queues }),
  };
  let failures = 0;

  async function claimAndRun() {
    while (!stopping.signal.aborted) {
      if (running.size >= concurrency) await Promise.race(running);
      else await claim();
    }
  }
  async function claim() {
    const limit = Math.min(concurrency - running.size, maxClaimedJobs);
    const body = { worker, limit, wait: `${claimWaitMs}ms`, ...wanted };
    const sentAt = performance.now();
    try {
      const signal = AbortSignal.timeout(claimWaitMs + claimGraceMs);
      const { jobs, waitedMs } = await client.call("work.claim", { body, signal });
      failures = 0;
      // The leases were counted when the answer was sent, which was not before this.
      for (const work of jobs) start(work, sentAt + waitedMs);
    } catch (error) {
      onError(error);
      if (!isPassing(error)) throw error;
      const delayMs = askedDelayMs(error, Date.now()) + retryDelayMs(++failures, Math.random);
      await wait(delayMs, stopping.signal);
    }
  }
  /** What is reported about a job belongs to the trace of the request that made it. */
  function tracedClient({ traceparent, tracestate }: ClaimedWork) {
    if (traceparent === null) return client;
    const headers = { traceparent, ...(tracestate == null ? {} : { tracestate }) };
    return createClient({ baseUrl: url, token, fetch, headers });
  }
  function start(work: ClaimedWork, leasedAt: number) {
    const lease = openRemoteLease(work, leasedAt);
    renewals.add(lease);
    // A worker that was told to stop while it waited for the answer gives the jobs back.
    if (stopping.signal.aborted) lease.abort("stopped");
    const done = runAttempt({ client: tracedClient(work), work, lease, handler, onError }).then(
      () => {
        renewals.remove(lease);
        running.delete(done);
      },
    );
    running.add(done);
  }
  const done = claimAndRun().finally(() => Promise.all(running));
  return {
    done,
    async stop(drainMs = defaultDrainMs) {
      stopping.abort();
      const over = new AbortController();
      const ended = done.finally(() => over.abort()).catch(() => undefined);
      await wait(drainMs, over.signal);
      renewals.stopAll();
      await ended;
    },
  };
}
