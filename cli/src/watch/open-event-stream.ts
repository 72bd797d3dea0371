import {
  readEventStream,
  type ServerEvent,
} from "@formwork/contracts/client/jobs/read-event-stream";
import { readReply } from "@formwork/contracts/client/read-reply";
import type { Connection } from "../connection/connect.ts";

/** The server sends something every 15 s; a connection that is silent for longer is dead. */
const maxSilenceMs = 50_000;

/** Yields the server-sent events of one connection. Throws where it is refused, or falls silent. */
export async function* openEventStream(
  { send }: Pick<Connection, "send">,
  address: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error("it fell silent")), maxSilenceMs);
  try {
    const response = await send(address, {
      headers: { accept: "text/event-stream" },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) return void (await readReply(response, signal));
    for await (const event of readEventStream(response.body)) {
      timer.refresh();
      yield event;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
