import { isProblemError, problemError, transportProblem } from "../problem-error.ts";
import { rootMessage } from "../read-reply.ts";
import { wait } from "../remote/wait.ts";

/** Said between two connections: no contact, and another try in a moment. */
export type Lost = { kind: "lost" };

export type KeepFollowingParams<Message> = {
  /** Address of the server, for what is said of it. */
  url: string;
  /** Yields the messages of one connection; null for what only keeps it alive. */
  open: () => AsyncIterable<Message | null>;
  isEnd: (message: Message) => boolean;
  signal: AbortSignal;
  /** True where the server was just asked about it; otherwise the first try has to succeed. */
  isKnown: boolean;
  /** How long there may be no contact before it gives up, in milliseconds; two minutes unless told. */
  patienceMs?: number | undefined;
  /** Whether an error of `open` that is no problem of the server is not worth another try. */
  isOver?: ((error: unknown) => boolean) | undefined;
};

const firstDelayMs = 250;
const maxDelayMs = 5000;

/**
 * Yields the messages of a stream until one of them is its end, over interruptions of the
 * connection. Throws what the server refuses, and the signal's reason.
 */
export async function* keepFollowing<Message>(
  params: KeepFollowingParams<Message>,
): AsyncGenerator<Message | Lost> {
  const { url, open, isEnd, signal, isKnown, isOver = () => false, patienceMs = 120_000 } = params;
  let contactAt = isKnown ? performance.now() : undefined;
  for (let failures = 0; ; failures++) {
    let askedMs = 0;
    try {
      for await (const message of open()) {
        contactAt = performance.now();
        failures = 0;
        if (message === null) continue;
        yield message;
        if (isEnd(message)) return;
      }
      throw new Error("the stream ended before what it is about");
    } catch (error) {
      signal.throwIfAborted();
      const lastsTooLong = contactAt === undefined || performance.now() - contactAt > patienceMs;
      if (isOver(error)) throw error;
      if (lastsTooLong || isRefused(error)) throw asProblem(error, url);
      askedMs = isProblemError(error) ? (error.retryAt ?? 0) - Date.now() : 0;
    }
    yield { kind: "lost" };
    await wait(Math.max(askedMs, Math.min(firstDelayMs * 2 ** failures, maxDelayMs)), signal);
    signal.throwIfAborted();
  }
}

/** Too many requests and faults of the server pass; other refusals stay. */
function isRefused(error: unknown): boolean {
  return isProblemError(error) && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function asProblem(error: unknown, url: string): unknown {
  if (isProblemError(error)) return error;
  const detail = `No answer from ${url}: ${rootMessage(error)}`;
  return problemError(transportProblem("unreachable", 0, detail));
}
