import type { JobState } from "@formwork/contracts/states";
import type { Clock } from "../../../runtime/clock.ts";
import type { Database } from "../connection/database.ts";

/**
 * One commit in the making. Everything gathered in it shares the time and the numbering of events.
 */
export type Commit = {
  /** The store's time in milliseconds. */
  readonly now: number;
  /** Number of the last event before it, and so far. */
  readonly start: number;
  head: number;
  /** Jobs more or fewer, by state and template. */
  readonly counts: Map<string, number>;
  /** Jobs that have ended, and how. */
  readonly ended: Map<string, JobState>;
};

/** Opens and closes commits: what is the same for many jobs is read and written once per commit. */
export function createCommits({ database, clock }: { database: Database; clock: Clock }) {
  const readHead = database.statement<{ head: number }>("select head from outbox");
  const writeHead = database.statement("update outbox set head = ?");
  const addCount = database.statement(
    "insert into counts values (?, ?, ?) on conflict (template, state) do update set count = count + excluded.count",
  );
  const someoneWaits = database.statement(
    "select 1 from dependencies where outcome is null limit 1",
  );
  const tellDependents = database.statement(
    "update dependencies set outcome = ? where target = ? and outcome is null",
  );

  function begin(): Commit {
    database.exec("begin immediate");
    const start = readHead.get()?.head ?? 0;
    return { now: clock.now(), start, head: start, counts: new Map(), ended: new Map() };
  }
  /**
   * Ends it: from here on it survives the end of the process, and after `database.sync` a loss of
   * power.
   */
  function end(commit: Commit): void {
    if (commit.counts.size > 0) writeCounts(commit);
    if (commit.ended.size > 0 && someoneWaits.get() !== undefined) {
      for (const [id, state] of commit.ended) tellDependents.run(state, id);
    }
    if (commit.head > commit.start) writeHead.run(commit.head);
    database.exec("commit");
  }
  function writeCounts({ counts }: Commit): void {
    for (const [key, count] of counts) {
      const [state = "", template = ""] = key.split(" ");
      if (count !== 0) addCount.run(template, state, count);
    }
  }
  function abandon(): void {
    if (database.inTransaction()) database.exec("rollback");
  }
  return { begin, end, abandon };
}
export type Commits = ReturnType<typeof createCommits>;

/** Notes that a template has `change` more jobs in a state. */
export function count(commit: Commit, template: string, state: JobState, change: number): void {
  const key = `${state} ${template}`;
  commit.counts.set(key, (commit.counts.get(key) ?? 0) + change);
}
