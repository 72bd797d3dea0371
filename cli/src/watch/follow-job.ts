import {
  isJobEnd,
  type JobMessage,
  type JobStreamMessage,
  jobMessageOf,
} from "@formwork/contracts/client/jobs/follow-job";
import { keepFollowing } from "@formwork/contracts/client/jobs/keep-following";
import type { Connection } from "../connection/connect.ts";
import { endsFollowing } from "./ends-following.ts";
import { openEventStream } from "./open-event-stream.ts";

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
  async function* open(): AsyncGenerator<JobStreamMessage | null> {
    const address = connection.client.address("jobs.log-stream", {
      params: { id },
      query: { after },
    });
    for await (const event of openEventStream(connection, address, params.signal)) {
      const message = jobMessageOf(event);
      if (message?.kind === "log") after = message.line.offset;
      yield message;
    }
  }
  return keepFollowing<JobStreamMessage>({
    ...{ ...params, url: connection.url, open },
    isEnd: isJobEnd,
    isOver: endsFollowing,
  });
}
