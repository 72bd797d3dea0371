import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Commit, Commits } from "./commit.ts";
import { asRefusal } from "./outage.ts";

/**
 * Runs `work` inside a commit, together with everything else that is asked for in the same turn of the event loop: one wait for the disk
 * serves all. Resolved when it is durable. `work` may run twice, so it touches nothing but the database and the commit.
 * What is harmless to lose with the power (`lossy`) does not wait for the disk, unless it shares the commit with something that does.
 */
export type Write = <T>(work: (commit: Commit) => T, options?: { lossy: boolean }) => Promise<T>;

type Unit = {
  /** Does the work; what it returns hands the answer to the caller, once the commit is durable. */
  run: (commit: Commit) => () => void;
  lossy: boolean;
  reject: (error: unknown) => void;
};

/** Milliseconds after which a commit takes no further units, so that a flood of writes does not keep everything else waiting. */
const longEnough = 20;

type WriterDeps = { commits: Commits; clock: Clock; telemetry: Telemetry | undefined };

/** The one writer of a store. `flush` commits what waits, at once. */
export function createWriter({ commits, clock, telemetry }: WriterDeps): { write: Write; flush: () => void } {
  let waiting: Unit[] = [];

  function write<T>(work: (commit: Commit) => T, { lossy } = { lossy: false }): Promise<T> {
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commitSome);
      const run = (commit: Commit) => {
        const answer = work(commit);
        return () => resolve(answer);
      };
      waiting.push({ run, lossy, reject });
    });
  }

  function commitSome(): void {
    const units = waiting;
    if (units.length === 0) return;
    waiting = [];
    const done = settle(units);
    waiting = units.slice(done);
    if (waiting.length > 0) setImmediate(commitSome);
  }

  /** Commits units and answers their callers; tells how many from the front are done. */
  function settle(units: Unit[]): number {
    try {
      const answers = commitTogether(units);
      for (const answer of answers) answer();
      return answers.length;
    } catch (error) {
      const refusal = asRefusal(error);
      const isFault = refusal === error;
      // One faulty unit must not fail its neighbours: each gets a commit of its own.
      if (isFault && units.length > 1) for (const unit of units) settle([unit]);
      else for (const unit of units) unit.reject(refusal);
      return units.length;
    }
  }

  function commitTogether(units: Unit[]): (() => void)[] {
    const full = clock.monotonic() + longEnough;
    try {
      const commit = commits.begin({ durable: units.some((unit) => !unit.lossy) });
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

  function flush(): void {
    while (waiting.length > 0) commitSome();
  }
  return { write, flush };
}
