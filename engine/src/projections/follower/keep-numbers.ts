import { randomUUID } from "node:crypto";
import { followersTable } from "../number-tables.ts";
import { openSession } from "./open-session.ts";
import type { NumbersDeps, Session } from "./session.ts";

export type NumbersKeeper = {
  /** Counts what the log has brought since the last step. */
  step: () => Promise<void>;
  /** Gives the task back, so that another process can take it over at once. */
  release: () => Promise<void>;
};

/**
 * Keeps counts of jobs by following the log of events. One process at a time does so; a stored row
 * says which. An event counts exactly once: each row of counts names the last event that is in it
 * and is replaced only in the version that was read, and the cursor is saved after the rows. So
 * whoever starts at the saved cursor adds to each row just what it lacks, and a process that was
 * thought dead cannot add anything.
 */
export function createNumbersKeeper(deps: NumbersDeps & { onMany?: () => void }): NumbersKeeper {
  const { store, bus } = deps;
  const followers = store.table(followersTable);
  const holder = randomUUID();
  let session: Session | null = null;
  // After a clean end nothing is repeated. The first session finds out if it is otherwise.
  let knowsPast = false;

  async function end() {
    const ending = session;
    session = null;
    await ending?.stop();
  }
  return {
    async step() {
      // A bus that is away reports that itself, and what it brings later is not lost.
      if (session === null && !bus.health().ok) return;
      session ??= await openSession({ ...deps, followers, holder }, { knowsPast });
      if (session === null) return;
      knowsPast = true;
      try {
        if (!(await session.advance())) await end();
      } catch (error) {
        await end().catch(() => undefined);
        throw error;
      }
    },
    async release() {
      const ending = session;
      session = null;
      await ending?.giveBack();
    },
  };
}
