import type { LogLine } from "../../jobs/job.ts";
import type { StreamEnd, StreamState } from "../../jobs/job-stream.ts";
import { isProblemError, problemError, transportProblem } from "../problem-error.ts";
import { readReply, rootMessage } from "../read-reply.ts";
import { wait } from "../remote/wait.ts";
import { chunksOf, readEventStream, type ServerEvent } from "./read-event-stream.ts";

/** What happens to a job that is followed. `lost`: no contact, and another try in a moment. */
export type JobMessage =
  | { kind: "log"; line: LogLine }
  | { kind: "state"; state: StreamState }
  | { kind: "lost" }
  | ({ kind: "end" } & StreamEnd);

export type FollowParams = {
  /** Opens the stream after the event with this id; null for the first time. */
  open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  /** Where the stream comes from, for messages. */
  url: string;
  signal: AbortSignal;
  /** True for a job that the server was just asked about; otherwise the first try has to succeed. */
  isKnown: boolean;
  /** How long there may be no contact before it gives up, in milliseconds; two minutes unless told. */
  patienceMs?: number | undefined;
  /** Whether an error of `open` that is no problem of the server is not worth another try. */
  isOver?: (error: unknown) => boolean;
};

/** The server sends something every 15 s; a connection that is silent for longer is dead. */
const maxSilenceMs = 50_000;
const firstDelayMs = 250;
const maxDelayMs = 5000;

/**
 * Follows a job by its event stream until it has ended, over interruptions of the connection: after
 * one it goes on with the event after the last, and tells again how the job stands. Throws what the
 * server refuses, and the signal's reason.
 */
export async function* followJob(params: FollowParams): AsyncGenerator<JobMessage> {
  const { url, signal, isKnown, isOver = () => false, patienceMs = 120_000 } = params;
  let lastEventId: string | null = null;
  let contactAt = isKnown ? performance.now() : undefined;
  for (let failures = 0; ; failures++) {
    let askedMs = 0;
    try {
      for await (const event of openStream(params, lastEventId)) {
        contactAt = performance.now();
        failures = 0;
        lastEventId = event.id ?? lastEventId;
        const message = messageOf(event);
        if (message === null) continue;
        yield message;
        if (message.kind === "end") return;
      }
      throw new Error("the stream ended before the job");
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

/** Yields the events of one connection, also those without a name, which only keep it alive. */
async function* openStream(
  { open, signal }: FollowParams,
  lastEventId: string | null,
): AsyncGenerator<ServerEvent> {
  const silence = new AbortController();
  const fallSilent = () => silence.abort(new Error("it fell silent"));
  let timer = setTimeout(fallSilent, maxSilenceMs);
  try {
    const response = await open(lastEventId, AbortSignal.any([signal, silence.signal]));
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

function messageOf({ name, data }: ServerEvent): JobMessage | null {
  // The server writes these events; `job-stream` says what each holds.
  if (name === "log") return { kind: "log", line: JSON.parse(data) as LogLine };
  if (name === "state") return { kind: "state", state: JSON.parse(data) as StreamState };
  if (name === "end") return { kind: "end", ...(JSON.parse(data) as StreamEnd) };
  return null;
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
