import { readReply } from "../read-reply.ts";
import { chunksOf, readEventStream, type ServerEvent } from "./read-event-stream.ts";

/** The server sends something every 15 s; a connection that is silent for longer is dead. */
const maxSilenceMs = 50_000;

/**
 * Yields the server-sent events of one connection, also those without a name, which only keep it
 * alive. Throws where it is refused, or falls silent.
 */
export async function* openEventStream(
  send: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const silence = new AbortController();
  const fallSilent = () => silence.abort(new Error("it fell silent"));
  let timer = setTimeout(fallSilent, maxSilenceMs);
  try {
    const response = await send(AbortSignal.any([signal, silence.signal]));
    if (!response.ok || response.body === null) return void (await readReply(response, signal));
    for await (const event of readEventStream(chunksOf(response.body))) {
      clearTimeout(timer);
      timer = setTimeout(fallSilent, maxSilenceMs);
      yield event;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
