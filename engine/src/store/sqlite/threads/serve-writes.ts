import { type Commit, createCommits } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";
import { outageOf } from "../connection/outage-of.ts";
import { type Call, type Reply, toThreadError } from "./protocol.ts";
import { createWriteVerbs, harmlessToLose } from "./write-verbs.ts";

/** What the main side has to know of a commit to publish its events. */
export type CommitReport = Pick<Commit, "now" | "start" | "made">;
/** The replies of one commit; none was made where every call was refused. */
export type Committed = {
  replies: Reply[];
  commit?: CommitReport;
  /** Commits made so far, this one included. */
  number: number;
  /** Whether the file was written to. */
  written: boolean;
  /** The replies have to wait for the disk. */
  waitsForDisk: boolean;
};

type Verb = (commit: Commit, params: unknown) => unknown;

/**
 * Milliseconds after which a commit takes no further calls, so that a flood of writes does not keep
 * the first of them waiting.
 */
const maxCommitMs = 20;

/**
 * Runs calls inside commits: everything that waits shares one. Returns a function that takes calls
 * from the front of `waiting` and returns their replies. Where one call is at fault, it and those
 * before it get commits of their own. `counter` counts commits for readers on other threads; a commit
 * takes no further calls after `maxMs`.
 */
export function createWrites(
  database: Database,
  counter: Int32Array = new Int32Array(1),
  maxMs = maxCommitMs,
): (waiting: Call[], now: number) => Committed {
  const commits = createCommits(database);
  const verbs = new Map(Object.entries(createWriteVerbs(database))) as Map<string, Verb>;
  const changes = database.statement<{ sum: number }>("select total_changes() as sum");
  let oneByOne = 0;

  function commitSome(waiting: Call[], now: number): Committed {
    const most = oneByOne > 0 ? 1 : waiting.length;
    oneByOne = Math.max(0, oneByOne - 1);
    const calls = waiting.slice(0, most);
    const replies: Reply[] = [];
    try {
      const before = changes.get()?.sum;
      const commit = commits.begin(now);
      runUntilFull(calls, commit, replies);
      const number = Atomics.add(counter, 0, 1) + 1;
      commits.end(commit);
      const done = waiting.splice(0, replies.length);
      const { start, made } = commit;
      const written = changes.get()?.sum !== before;
      const waitsForDisk = written && !done.every(({ verb }) => harmlessToLose.has(verb));
      return { replies, commit: { now, start, made }, number, written, waitsForDisk };
    } catch (error) {
      commits.abandon();
      if (outageOf(error) !== undefined) return refuse(waiting.splice(0), error);
      if (calls.length === 1) return refuse(waiting.splice(0, 1), error);
      oneByOne = replies.length + 1;
      return refuse([], error);
    }
  }

  function runUntilFull(calls: Call[], commit: Commit, replies: Reply[]): void {
    const full = performance.now() + maxMs;
    for (const { id, verb, params } of calls) {
      const run = verbs.get(verb);
      if (run === undefined) throw new Error(`The writer has no verb "${verb}"`);
      replies.push({ id, value: run(commit, params) });
      if (performance.now() > full) return;
    }
  }

  function refuse(calls: Call[], error: unknown): Committed {
    const replies = calls.map(({ id }) => ({ id, error: toThreadError(error) }));
    return { replies, number: Atomics.load(counter, 0), written: false, waitsForDisk: false };
  }
  return commitSome;
}
