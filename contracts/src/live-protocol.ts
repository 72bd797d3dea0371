import type { LogLine } from "./job.ts";

/** Messages of the live protocol besides events; `docs/live-protocol.md` describes it. */

/** Answer to `subscribe`. After `reset` the client fetches over REST and goes on from `cursor`. */
export type SubscribeReply =
  | { ok: true; cursor: string; mode: "live" | "replayed" | "reset" }
  | { ok: false; code: string; detail: string };

/**
 * Log lines pushed to the room of their job; `offset` is that of the last line. `template` and
 * `createdBy` are those of the job, by which who receives them is decided.
 */
export type LogPush = {
  jobId: string;
  attempt: number;
  lines: LogLine[];
  offset: number;
  template?: string | undefined;
  createdBy?: string | undefined;
};
