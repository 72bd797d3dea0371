import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../store.ts";
import { createJobCalls } from "./client/jobs.ts";
import { createKnownJobs } from "./client/known-jobs.ts";
import { createListCalls } from "./client/lists.ts";
import { createOwnOutbox } from "./client/outbox/own-outbox.ts";
import { createPruneCalls } from "./client/prune.ts";
import { createSealCalls } from "./client/seals.ts";
import { createSqliteTables } from "./client/tables.ts";
import { createThreads } from "./client/threads.ts";
import { createWorkCalls } from "./client/work.ts";
import { createWriteState } from "./client/write-state.ts";

export type SqliteOptions = {
  /** The file; `:memory:` for one that is gone with the process. */
  path: string;
  clock: Clock;
  telemetry?: Telemetry | undefined;
};

/**
 * The embedded store: one SQLite file, written by one thread and read by another. The thread that
 * calls only packs questions and unpacks answers.
 */
export function createSqliteStore({ path, clock, telemetry }: SqliteOptions): Store {
  const known = createKnownJobs();
  const writes = createWriteState({ monotonic: clock.monotonic, log: telemetry?.log });
  const threads = createThreads({
    path,
    clock,
    telemetry,
    onWritten: writes.report,
    onCommit: (commit) => outbox.add(commit.start, known.stepsOf(commit)),
  });
  const outbox = createOwnOutbox({ threads, known, monotonic: clock.monotonic });
  const tables = createSqliteTables(threads);

  return {
    async open() {
      await threads.open();
      await tables.createAll();
    },
    close: threads.close,
    ping: () => threads.read("ping"),
    writeFault: writes.fault,
    now: clock.now,
    ...createJobCalls(threads, known),
    ...createWorkCalls({ threads, known, now: clock.now, relayed: outbox.relayed }),
    ...createListCalls(threads),
    ...createPruneCalls(threads, clock.now),
    ...createSealCalls(threads),
    takeOutbox: outbox.takeOutbox,
    clearOutbox: outbox.clearOutbox,
    table: tables.table,
  };
}
