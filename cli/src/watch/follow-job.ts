import type { ServerEvent } from "@formwork/contracts/client/jobs/read-event-stream";
import type { Job, LogLine } from "@formwork/contracts/job";
import type { Connection } from "../connection/connect.ts";
import { keepFollowing, type Lost } from "./keep-following.ts";
import { openEventStream } from "./open-event-stream.ts";

/** What is known of a job while it is followed. */
export type LiveState = Pick<
  Job,
  "seq" | "state" | "attempt" | "maxAttempts" | "progress" | "error"
>;
/** What the stream of a job says of it. */
type Told =
  | { kind: "log"; line: LogLine }
  | { kind: "state"; state: LiveState }
  | { kind: "end"; state: string };
/** What happens to a job that is followed. */
export type JobMessage = Told | Lost;

export type FollowParams = {
  connection: Connection;
  id: string;
  /** Offset after which log lines are sent; `noLines` sends none. */
  after: number;
  signal: AbortSignal;
  /** True for a job that the server was just asked about; otherwise the first try has to succeed. */
  isKnown: boolean;
  /** How long there may be no contact before it gives up. */
  patienceMs?: number;
};

/** An offset above that of every line: the largest that a query takes, of 15 digits. */
export const noLines = 999_999_999_999_999;

/**
 * Follows a job by its event stream until it has ended, over interruptions of the connection: after
 * one it goes on with the line after the last. Throws what the server refuses, and the signal's
 * reason.
 */
export function followJob({ connection, id, ...params }: FollowParams): AsyncGenerator<JobMessage> {
  let { after } = params;
  async function* open(): AsyncGenerator<Told | null> {
    const address = connection.client.address("jobs.log-stream", {
      params: { id },
      query: { after },
    });
    for await (const event of openEventStream(connection, address, params.signal)) {
      const message = messageOf(event);
      if (message?.kind === "log") after = message.line.offset;
      yield message;
    }
  }
  return keepFollowing<Told>({
    ...{ ...params, url: connection.url, open },
    isEnd: ({ kind }) => kind === "end",
  });
}

function messageOf({ name, data }: ServerEvent): Told | null {
  // The server writes these events; `log-stream` says what each holds.
  if (name === "log") return { kind: "log", line: JSON.parse(data) as LogLine };
  if (name === "state") return { kind: "state", state: JSON.parse(data) as LiveState };
  if (name === "end") return { kind: "end", state: String(JSON.parse(data).state) };
  return null;
}
