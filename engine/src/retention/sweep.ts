import { finalStates } from "@formwork/contracts/states";
import type { Store } from "../store/store.ts";
import type { KeepPolicy } from "../store/verbs/keep-policy.ts";

/** What is kept for how long: jobs by a policy, and logs for so many milliseconds or for ever. */
export type Kept = { policy: KeepPolicy; logsMs: number | null };
/** What a portion removed. */
export type Removed = { jobs: number; logs: number };

type SweepDeps = {
  store: Store;
  /** Runs a call of the store, then pauses. */
  paced: <T>(call: () => Promise<T>) => Promise<T>;
  /** Returns false when another process cleans up. */
  mayRemove: () => Promise<boolean>;
};
type ExpiredJobs = Awaited<ReturnType<Store["findExpiredJobs"]>>;
type OldLogs = Awaited<ReturnType<Store["findOldLogs"]>>;

/** Jobs that one call looks at. */
const jobsPerLook = 1000;
/** Jobs that one call removes: some milliseconds of a store. */
const jobsPerPortion = 100;

/**
 * Goes once through what may be too old and removes it in portions, each after a pause. Yields after
 * each portion, so that its caller may stop there and go on later.
 */
export async function* sweep(deps: SweepDeps, kept: Kept): AsyncGenerator<Removed, void, void> {
  for await (const ids of expiredJobs(deps, kept)) {
    if (!(await deps.mayRemove())) return;
    const { policy } = kept;
    yield { jobs: await deps.paced(() => deps.store.pruneJobs({ policy, ids })), logs: 0 };
  }
  for await (const ids of oldLogs(deps, kept)) {
    if (!(await deps.mayRemove())) return;
    yield* removeLogs(deps, Number(kept.logsMs), ids);
  }
  while (!(await deps.paced(() => deps.store.pruneLeftovers()))) yield { jobs: 0, logs: 0 };
}

/** Yields the ids of jobs that were kept for long enough, a portion at a time; none after a look. */
async function* expiredJobs({ store, paced }: SweepDeps, { policy }: Kept) {
  for (const state of finalStates) {
    let after: string | null = null;
    do {
      const found: ExpiredJobs = await paced(() =>
        store.findExpiredJobs({ policy, state, after, limit: jobsPerLook }),
      );
      yield* portionsOf(found.jobs.map(({ id }) => id));
      after = found.next;
    } while (after !== null);
  }
}

async function* oldLogs({ store, paced }: SweepDeps, { logsMs }: Kept) {
  if (logsMs === null) return;
  let after: string | null = null;
  do {
    const found: OldLogs = await paced(() =>
      store.findOldLogs({ keepMs: logsMs, after, limit: jobsPerLook }),
    );
    yield* portionsOf(found.ids);
    after = found.next;
  } while (after !== null);
}

async function* removeLogs({ store, paced }: SweepDeps, keepMs: number, ids: string[]) {
  for (let rest = ids; rest.length > 0; ) {
    const pruned = await paced(() => store.pruneLogs({ keepMs, ids: rest }));
    rest = pruned.rest;
    yield { jobs: 0, logs: pruned.removed };
  }
}

function portionsOf(ids: string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / jobsPerPortion) }, (_, index) =>
    ids.slice(index * jobsPerPortion, (index + 1) * jobsPerPortion),
  );
}
