import { type Commit, createCommits } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";
import { outageOf } from "../connection/outage-of.ts";
import { type Call, crossing, type Reply } from "./protocol.ts";
import { createWriteVerbs, harmlessToLose } from "./write-verbs.ts";

/** What the main side has to know of a commit to publish its events. */
export type CommitReport = Pick<Commit, "now" | "start" | "made">;
/** The replies of one commit; none was made where every call was refused. */
export type Committed = { replies: Reply[]; commit?: CommitReport };

type Verb = (commit: Commit, params: unknown) => unknown;

/**
 * Milliseconds after which a commit takes no further calls, so that a flood of writes does not keep
 * the first of them waiting.
 */
const maxCommitMs = 20;

/**
 * Runs calls inside commits: everything that waits shares one, and with it one wait for the disk.
 * Returns a function that takes calls from the front of `waiting` and returns their replies once
 * the disk has them. Where one call is at fault, it and those before it get commits of their own.
 */
export function createWrites(database: Database): (waiting: Call[], now: number) => Committed {
  const commits = createCommits(database);
  const verbs = new Map(Object.entries(createWriteVerbs(database))) as Map<string, Verb>;
  let waitsForDisk = true;
  let oneByOne = 0;

  function commitSome(waiting: Call[], now: number): Committed {
    const most = oneByOne > 0 ? 1 : waiting.length;
    oneByOne = Math.max(0, oneByOne - 1);
    const calls = waiting.slice(0, most);
    setWaitsForDisk(!calls.every(({ verb }) => harmlessToLose.has(verb)));
    const replies: Reply[] = [];
    try {
      const commit = commits.begin(now);
      runUntilFull(calls, commit, replies);
      commits.end(commit);
      waiting.splice(0, replies.length);
      const { start, made } = commit;
      return { replies, commit: { now, start, made } };
    } catch (error) {
      commits.abandon();
      if (outageOf(error) !== undefined) return refuse(waiting.splice(0), error);
      if (calls.length === 1) return refuse(waiting.splice(0, 1), error);
      oneByOne = replies.length + 1;
      return { replies: [] };
    }
  }

  function runUntilFull(calls: Call[], commit: Commit, replies: Reply[]): void {
    const full = performance.now() + maxCommitMs;
    for (const { id, verb, params } of calls) {
      const run = verbs.get(verb);
      if (run === undefined) throw new Error(`The writer has no verb "${verb}"`);
      replies.push({ id, value: run(commit, params) });
      if (performance.now() > full) return;
    }
  }

  /** FULL waits for the disk at each commit; NORMAL only keeps the file whole. */
  function setWaitsForDisk(wanted: boolean): void {
    if (wanted === waitsForDisk) return;
    database.exec(`pragma synchronous = ${wanted ? "full" : "normal"}`);
    waitsForDisk = wanted;
  }
  return commitSome;
}

function refuse(calls: Call[], error: unknown): Committed {
  return { replies: calls.map(({ id }) => ({ id, error: crossing(error) })) };
}
