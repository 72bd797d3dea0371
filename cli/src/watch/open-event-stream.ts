import { openEventStream as open } from "@formwork/contracts/client/jobs/open-event-stream";
import type { ServerEvent } from "@formwork/contracts/client/jobs/read-event-stream";
import type { Connection } from "../connection/connect.ts";

/** Yields the server-sent events at an address. Throws where it is refused, or falls silent. */
export function openEventStream(
  { send }: Pick<Connection, "send">,
  address: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const headers = { accept: "text/event-stream" };
  return open((either) => send(address, { headers, signal: either }), signal);
}
