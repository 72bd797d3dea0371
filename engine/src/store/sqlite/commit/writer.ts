import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../../runtime/clock.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { Database } from "../connection/database.ts";
import { asRefusal } from "../connection/outage.ts";
import type { Commit, Commits } from "./commit.ts";

/**
 * Runs `work` inside a commit, together with everything else that is asked for in the same turn of
 * the event loop: one wait for the disk serves all. Resolved when it is durable. `work` may run
 * twice, so it touches nothing but the database and the commit. What is harmless to lose with the
 * power (`lossy`) does not wait for the disk, unless it shares the commit with something that does.
 */
export type Write = <T>(work: (commit: Commit) => T, options?: { lossy: boolean }) => Promise<T>;

type Unit = {
  /** Does the work; what it returns hands the answer to the caller, once the commit is durable. */
  run: (commit: Commit) => () => void;
  lossy: boolean;
  reject: (error: unknown) => void;
};

/**
 * Milliseconds after which a commit takes no further units, so that a flood of writes does not keep
 * everything else waiting.
 */
const longEnough = 20;

type WriterDeps = {
  database: Database;
  commits: Commits;
  clock: Clock;
  telemetry: Telemetry | undefined;
};

/**
 * The one writer of a store. While a commit waits for the disk, which is not on this thread, what
 * is asked for gathers for the next. `flush` resolves when nothing waits any more.
 */
export function createWriter({ database, commits, clock, telemetry }: WriterDeps): {
  write: Write;
  flush: () => Promise<void>;
} {
  let waiting: Unit[] = [];
  let writing: Promise<void> | undefined;

  function write<T>(work: (commit: Commit) => T, { lossy } = { lossy: false }): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (commit: Commit) => {
        const answer = work(commit);
        return () => resolve(answer);
      };
      waiting.push({ run, lossy, reject });
      writing ??= commitAll();
    });
  }

  async function commitAll(): Promise<void> {
    for (await turn(); waiting.length > 0; await turn()) {
      const units = waiting;
      waiting = [];
      const done = await settle(units);
      waiting = [...units.slice(done), ...waiting];
    }
    writing = undefined;
  }

  /** Commits units and answers their callers; tells how many from the front are done. */
  async function settle(units: Unit[]): Promise<number> {
    try {
      const answers = commitTogether(units);
      await answer(units.slice(0, answers.length), answers);
      return answers.length;
    } catch (error) {
      await refuse(units, error);
      return units.length;
    }
  }

  /**
   * Answers callers once the disk has their commit. Should it fail, what became of the commit is
   * not known.
   */
  async function answer(units: Unit[], answers: (() => void)[]): Promise<void> {
    try {
      if (units.some((unit) => !unit.lossy)) await database.sync();
      for (const resolve of answers) resolve();
    } catch (refusal) {
      for (const unit of units) unit.reject(refusal);
    }
  }

  /**
   * Nothing was committed: one faulty unit must not fail its neighbours, so each gets a commit of
   * its own.
   */
  async function refuse(units: Unit[], error: unknown): Promise<void> {
    const refusal = asRefusal(error);
    const isFault = refusal === error;
    if (isFault && units.length > 1) for (const unit of units) await settle([unit]);
    else for (const unit of units) unit.reject(refusal);
  }

  function commitTogether(units: Unit[]): (() => void)[] {
    const full = clock.monotonic() + longEnough;
    try {
      const commit = commits.begin();
      const answers: (() => void)[] = [];
      for (const unit of units) {
        answers.push(unit.run(commit));
        if (clock.monotonic() > full) break;
      }
      commits.end(commit);
      telemetry?.count("store_commits_total");
      return answers;
    } catch (error) {
      commits.abandon();
      throw error;
    }
  }

  async function flush(): Promise<void> {
    while (writing !== undefined) await writing;
  }
  return { write, flush };
}
