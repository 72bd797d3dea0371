import type { LogLine } from "../../jobs/job.ts";
import type { StreamEnd, StreamState } from "../../jobs/job-stream.ts";
import { type KeepFollowingParams, keepFollowing, type Lost } from "./keep-following.ts";
import { openEventStream } from "./open-event-stream.ts";
import type { ServerEvent } from "./read-event-stream.ts";

/** What the stream of a job says of it. */
export type JobStreamMessage =
  | { kind: "log"; line: LogLine }
  | { kind: "state"; state: StreamState }
  | ({ kind: "end" } & StreamEnd);
/** What happens to a job that is followed. */
export type JobMessage = JobStreamMessage | Lost;

type FollowParams = Pick<
  KeepFollowingParams<JobStreamMessage>,
  "url" | "signal" | "isKnown" | "patienceMs" | "isOver"
> & {
  /** Opens the stream after the event with this id; null for the first time. */
  open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
};

/**
 * Follows a job by its event stream until it has ended, over interruptions of the connection: after
 * one it goes on with the event after the last, and tells again how the job stands. Throws what the
 * server refuses, and the signal's reason.
 */
export function followJob({ open, ...params }: FollowParams): AsyncGenerator<JobMessage> {
  let lastEventId: string | null = null;
  async function* messages(): AsyncGenerator<JobStreamMessage | null> {
    const send = (signal: AbortSignal) => open(lastEventId, signal);
    for await (const event of openEventStream(send, params.signal)) {
      lastEventId = event.id ?? lastEventId;
      yield jobMessageOf(event);
    }
  }
  return keepFollowing<JobStreamMessage>({ ...params, open: messages, isEnd: isJobEnd });
}

/** Returns true for the last message of a job's stream. */
export function isJobEnd({ kind }: JobStreamMessage): boolean {
  return kind === "end";
}

/** Returns what an event of a job's stream says; null for one that only keeps the connection alive. */
export function jobMessageOf({ name, data }: ServerEvent): JobStreamMessage | null {
  // The server writes these events; `job-stream` says what each holds.
  if (name === "log") return { kind: "log", line: JSON.parse(data) as LogLine };
  if (name === "state") return { kind: "state", state: JSON.parse(data) as StreamState };
  if (name === "end") return { kind: "end", ...(JSON.parse(data) as StreamEnd) };
  return null;
}
