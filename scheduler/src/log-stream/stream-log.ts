import type { Job, LogLine } from "@formwork/contracts/job";
import type { StreamEnd, StreamState } from "@formwork/contracts/job-stream";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { isFinal } from "@formwork/contracts/states";
import { topics } from "@formwork/engine/bus/bus";
import type { Engine } from "@formwork/engine/engine";
import { DomainError } from "@formwork/engine/errors";
import { heartbeat, reconnectIn, serverSentEvent } from "../http/reply/server-sent-event.ts";
import type { JobChanges } from "./job-changes.ts";
import { createLogBuffer } from "./log-buffer.ts";
import { formatPlace } from "./stream-place.ts";

export type LogStreamParams = {
  engine: Pick<Engine, "bus"> & { jobs: Pick<Engine["jobs"], "get" | "logs"> };
  changes: JobChanges;
  id: string;
  /** Offset of the last line that the reader has. */
  after: number;
  signal: AbortSignal;
  /** Time between comments; also the longest delay of a change whose signal was lost. */
  heartbeatMs?: number;
};

/** Lines read from the store at once. */
const pageSize = 500;

/**
 * Streams a job's log as server-sent events: `state` on each change, `log` per line with its offset
 * as the event's id, `end` with the result. Subscribes before it reads the store. Pushed lines
 * that continue the sent ones are sent at once; after a gap, the store is read. So no line is
 * missing or sent twice, although signals may be lost.
 */
export async function* streamLog({
  engine,
  changes,
  id,
  after,
  signal,
  heartbeatMs = 15_000,
}: LogStreamParams): AsyncGenerator<string> {
  const buffer = createLogBuffer(signal);
  const unsubscribe = await engine.bus.onSignal(topics.log(id), (_topic, body) =>
    // Signals of this topic are a LogPush; see `topics`.
    buffer.add(body as LogPush),
  );
  let sentOffset = after;
  let sentState = "";

  function* sendLines(lines: LogLine[]): Generator<string> {
    for (const line of lines) {
      sentOffset = line.offset;
      yield serverSentEvent("log", line, line.offset);
    }
  }
  async function* sendStoredLines(): AsyncGenerator<string> {
    let lines: LogLine[];
    do {
      lines = await engine.jobs.logs({ id, after: sentOffset, limit: pageSize });
      yield* sendLines(lines);
    } while (lines.length === pageSize);
  }
  function* sendState(job: Job): Generator<string> {
    const state = stateOf(job);
    const text = JSON.stringify(state);
    if (text !== sentState)
      yield serverSentEvent("state", state, formatPlace({ offset: sentOffset, seq: job.seq }));
    sentState = text;
  }
  /**
   * Sends a state before the lines written in it, and the final one after all lines. Returns true
   * when the stream is complete.
   */
  async function* sendStored(job: Job): AsyncGenerator<string, boolean> {
    if (!isFinal(job.state)) yield* sendState(job);
    yield* sendStoredLines();
    if (!isFinal(job.state)) return false;
    yield* sendState(job);
    const place = { offset: sentOffset, seq: job.seq, isEnd: true };
    yield serverSentEvent("end", endOf(job), formatPlace(place));
    return true;
  }
  try {
    await changes.subscribe(id, buffer.markStale);
    yield reconnectIn(2000);
    while (!signal.aborted) {
      const { stale, lines } = buffer.take();
      const unsent = lines.filter((line) => line.offset > sentOffset);
      if (!stale && isContiguous(unsent, sentOffset)) yield* sendLines(unsent);
      else if (yield* sendStored(await engine.jobs.get({ id }))) return;
      if ((await buffer.wait(heartbeatMs)) === "ready") continue;
      yield heartbeat;
      buffer.markStale();
      await changes.subscribe(id, buffer.markStale);
    }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "job-not-found") throw error;
    yield serverSentEvent("end", { state: "deleted" } satisfies StreamEnd);
  } finally {
    await Promise.all([unsubscribe(), changes.unsubscribe(id, buffer.markStale)]);
  }
}

function endOf({ state, seq, result, error }: Job): StreamEnd {
  // Only an ended job has an end.
  return { state: state as StreamEnd["state"], seq, result, error };
}

function stateOf({ seq, state, attempt, maxAttempts, progress, error }: Job): StreamState {
  return { seq, state, attempt, maxAttempts, progress, error };
}

/** True for lines whose offsets follow `offset` without a gap. */
function isContiguous(lines: LogLine[], offset: number): boolean {
  return lines.every((line, index) => line.offset === offset + 1 + index);
}
