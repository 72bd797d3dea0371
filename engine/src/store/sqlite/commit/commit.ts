import { isFinal, type JobState } from "@formwork/contracts/states";
import type { Database } from "../connection/database.ts";
import type { MadeList } from "./made-steps.ts";
import { createUnparkOwner } from "./unpark-owner.ts";

/** One commit in the making. All writes in it share its time and its numbering of events. */
export type Commit = {
  /** The store's time in milliseconds since 1970. */
  readonly now: number;
  /** Position of the last event before this commit. */
  readonly start: number;
  /** Position of the last event so far. */
  head: number;
  /** What was made, in order. */
  readonly made: MadeList;
  /** For each job written: its number, the number of its last step, and how many steps. */
  readonly entries: OutboxRecord[];
  /** Jobs more or fewer, by state, template and queue. */
  readonly counts: Map<string, number>;
  /** Jobs that have not ended, more or fewer, by what they are and name of the queue or owner. */
  readonly tallies: Map<string, number>;
  /** Owners of jobs that ran or could have run and do so no more: how many others may. */
  readonly freed: Map<string, number>;
  /** Jobs that have ended, and how. */
  readonly ended: Map<string, JobState>;
};
export type OutboxRecord = [no: number, seq: number, count: number];

/** Opens and closes commits. What many jobs share is read and written once per commit. */
export function createCommits(database: Database) {
  const readHead = database.statement<{ head: number }>("select head from outbox_state");
  const writeHead = database.statement("update outbox_state set head = ?");
  const addToOutbox = database.statement("insert into outbox values (?, ?)");
  const addCount = database.statement(
    "insert into counts values (?, ?, ?, ?) on conflict (template, queue, state) do update set count = count + excluded.count",
  );
  const addTally = database.statement(
    "insert into tallies values (?, ?, ?) on conflict (what, name) do update set count = count + excluded.count",
  );
  const dropTally = database.statement(
    "delete from tallies where what = ? and name = ? and count <= 0",
  );
  const anyOpenDependency = database.statement(
    "select 1 from dependencies where outcome is null limit 1",
  );
  const endDependencies = database.statement(
    "update dependencies set outcome = ? where target = ? and outcome is null",
  );

  const unparkOwner = createUnparkOwner(database);
  const anyParked = database.statement("select 1 from parked_by_owner limit 1");

  function begin(now: number): Commit {
    database.exec("begin immediate");
    const start = readHead.get()?.head ?? 0;
    return {
      now,
      start,
      head: start,
      made: [],
      entries: [],
      counts: new Map(),
      tallies: new Map(),
      freed: new Map(),
      ended: new Map(),
    };
  }

  /** Ends it; returns once the disk has it. */
  function end(commit: Commit): void {
    writeCounts(commit);
    writeTallies(commit);
    if (commit.freed.size > 0 && anyParked.get() !== undefined)
      for (const [owner, count] of commit.freed) unparkOwner(owner, count);
    if (commit.ended.size > 0 && anyOpenDependency.get() !== undefined)
      for (const [id, state] of commit.ended) endDependencies.run(state, id);
    if (commit.head > commit.start) {
      writeHead.run(commit.head);
      addToOutbox.run(commit.head, JSON.stringify(commit.entries));
    }
    database.exec("commit");
  }

  function writeCounts({ counts }: Commit): void {
    for (const [key, change] of counts) {
      if (change === 0) continue;
      const [state = "", template = ""] = key.split(" ", 2);
      const queue = key.slice(state.length + template.length + 2);
      addCount.run(template, queue, state, change);
    }
  }

  function writeTallies({ tallies }: Commit): void {
    for (const [key, change] of tallies) {
      const end = key.indexOf(" ");
      const [what, name] = [key.slice(0, end), key.slice(end + 1)];
      if (change !== 0) addTally.run(what, name, change);
      if (change < 0) dropTally.run(what, name);
    }
  }

  function abandon(): void {
    if (database.inTransaction()) database.exec("rollback");
  }
  return { begin, end, abandon };
}

/** Records that a template has `change` more jobs in a queue and state. */
export function count(
  commit: Commit,
  { template, queue }: { template: string; queue: string },
  state: JobState,
  change: number,
): void {
  const key = `${state} ${template} ${queue}`;
  commit.counts.set(key, (commit.counts.get(key) ?? 0) + change);
}

/** Records that a queue has `change` more jobs in a state; those that have ended are not counted. */
export function tally(commit: Commit, state: JobState, queue: string, change: number): void {
  if (isFinal(state)) return;
  const key = tallyKey(state, queue);
  commit.tallies.set(key, (commit.tallies.get(key) ?? 0) + change);
}

/** Records that an owner has `change` more running jobs. */
export function tallyActive({ tallies }: Commit, owner: string, change: number): void {
  const key = activeKey(owner);
  tallies.set(key, (tallies.get(key) ?? 0) + change);
}

/** Records that a queue has `change` more cancelled attempts of which something may be left. */
export function tallyEnding({ tallies }: Commit, queue: string, change: number): void {
  const key = endingKey(queue);
  tallies.set(key, (tallies.get(key) ?? 0) + change);
}

/** Returns the key of the tally of an owner's running jobs. */
export function activeKey(owner: string): string {
  return `active ${owner}`;
}

/** Returns the key of the tally of a queue's cancelled attempts of which something may be left. */
export function endingKey(queue: string): string {
  return `ending ${queue}`;
}

/** Returns the key of a tally of a queue. A job that waits for its next attempt counts as scheduled. */
export function tallyKey(state: JobState, queue: string): string {
  return `${state === "retrying" ? "scheduled" : state} ${queue}`;
}

/** Records the steps made of one job as events to relay, numbered on. */
export function record(commit: Commit, no: number, seq: number, steps: number): void {
  commit.head += steps;
  commit.entries.push([no, seq, steps]);
}

/** Records that a job has ended, for those that wait for it. */
export function recordEnd(commit: Commit, id: string, state: JobState): void {
  if (isFinal(state)) commit.ended.set(id, state);
  else commit.ended.delete(id);
}
