import type { Job, LogLine } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import { topics } from "@formwork/engine/bus/bus";
import type { Engine } from "@formwork/engine/engine";
import { DomainError } from "@formwork/engine/errors";
import { heartbeat, reconnectIn, serverSentEvent } from "../http/reply/server-sent-event.ts";
import type { JobFeed } from "./job-feed.ts";
import { createLogInbox } from "./log-inbox.ts";

export type LogStreamParams = {
  engine: Pick<Engine, "bus"> & { jobs: Pick<Engine["jobs"], "get" | "logs"> };
  feed: JobFeed;
  id: string;
  /** Lines up to this offset have been seen. */
  after: number;
  signal: AbortSignal;
  /**
   * Time between comments that keep the connection open; also how late a change shows whose note
   * was lost.
   */
  heartbeatMs?: number;
};

/** Lines read from the store at once. */
const pageSize = 500;

/**
 * A job's log as Server-Sent Events: `state` on each change, `log` per line (its offset is the
 * event's id), `end` with the final state. Listens before it reads what is stored. Lines that are
 * pushed and follow on are sent as they come; whatever else is new is read from the store; so
 * nothing is missed and nothing comes twice, although notes may be lost.
 */
export async function* streamLog({
  engine,
  feed,
  id,
  after,
  signal,
  heartbeatMs = 15_000,
}: LogStreamParams): AsyncGenerator<string> {
  const inbox = createLogInbox(signal);
  const unlisten = await engine.bus.onSignal(topics.log(id), (_topic, note) => inbox.push(note));
  let sent = after;
  let shown = "";

  function* send(lines: LogLine[]): Generator<string> {
    for (const line of lines) {
      sent = line.offset;
      yield serverSentEvent("log", line, line.offset);
    }
  }
  async function* sendUnread(): AsyncGenerator<string> {
    let lines: LogLine[];
    do {
      lines = await engine.jobs.logs({ id, after: sent, limit: pageSize });
      yield* send(lines);
    } while (lines.length === pageSize);
  }
  function* show(job: Job): Generator<string> {
    const event = serverSentEvent("state", stateOf(job));
    if (event !== shown) yield event;
    shown = event;
  }
  /**
   * A state comes before the lines written in it, the final one after them all. True when there is
   * nothing left to come.
   */
  async function* lookUp(job: Job): AsyncGenerator<string, boolean> {
    if (!isFinal(job.state)) yield* show(job);
    yield* sendUnread();
    if (!isFinal(job.state)) return false;
    yield* show(job);
    yield serverSentEvent("end", { state: job.state });
    return true;
  }
  try {
    await feed.listen(id, inbox.change);
    yield reconnectIn(2000);
    while (!signal.aborted) {
      const news = inbox.take();
      const lines = news.lines.filter((line) => line.offset > sent);
      if (!news.stale && followOn(lines, sent)) yield* send(lines);
      else if (yield* lookUp(await engine.jobs.get({ id }))) return;
      if ((await inbox.wait(heartbeatMs)) === "news") continue;
      yield heartbeat;
      inbox.change();
      await feed.listen(id, inbox.change);
    }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "job-not-found") throw error;
    yield serverSentEvent("end", { state: "deleted" });
  } finally {
    await Promise.all([unlisten(), feed.leave(id, inbox.change)]);
  }
}

function stateOf({ seq, state, attempt, maxAttempts, progress, error }: Job) {
  return { seq, state, attempt, maxAttempts, progress, error };
}

function followOn(lines: LogLine[], sent: number): boolean {
  return lines.every((line, index) => line.offset === sent + 1 + index);
}
