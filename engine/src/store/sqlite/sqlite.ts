import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../store.ts";
import { createAttempts } from "./commit/attempts.ts";
import { createCommits } from "./commit/commit.ts";
import { createLedger } from "./commit/ledger.ts";
import { createWriter } from "./commit/writer.ts";
import { createDatabase } from "./connection/database.ts";
import { createFind } from "./jobs/find.ts";
import { createInsert } from "./jobs/insert.ts";
import { createListAttempts } from "./jobs/list-attempts.ts";
import { createListEvents } from "./jobs/list-events.ts";
import { createLogs } from "./jobs/logs.ts";
import { createReadJobs } from "./jobs/read-jobs.ts";
import { createSteer } from "./jobs/steer.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { createSqliteTables } from "./table.ts";
import { createTemplates } from "./templates.ts";
import { createBacklog } from "./work/backlog.ts";
import { createDependencies } from "./work/dependencies.ts";
import { createLeases } from "./work/leases.ts";
import { createWork } from "./work/work.ts";

export type SqliteOptions = {
  /** The file; `:memory:` for one that is gone with the process. */
  path: string;
  clock: Clock;
  telemetry?: Telemetry | undefined;
};

/**
 * The embedded store: one SQLite file, one writer that gathers what is asked for at the same time
 * into one durable commit.
 */
export function createSqliteStore({ path, clock, telemetry }: SqliteOptions): Store {
  const database = createDatabase({ path, clock });
  const commits = createCommits({ database, clock });
  const { write, flush } = createWriter({ database, commits, clock, telemetry });
  const ledger = createLedger(database);
  const leases = createLeases({ database });
  const attempts = createAttempts({ database });
  const dependencies = createDependencies({ database, ledger });
  const { insertJobs } = createInsert({ database, ledger, dependencies });
  const { controlJob, deleteJob } = createSteer({ database, ledger, attempts });
  const tables = createSqliteTables({ database, write });
  const alive = database.statement("select 1");

  return {
    open: async () => {
      await database.open();
      await tables.createAll();
    },
    close: async () => {
      await flush();
      database.close();
    },
    ping: () => database.read(() => void alive.get()),
    insertJobs: ({ jobs }) => write((commit) => insertJobs(commit, jobs)),
    controlJob: (wish) => write((commit) => controlJob(commit, wish)),
    deleteJob: (wish) => write((commit) => deleteJob(commit, wish)),
    ...createReadJobs({ database }),
    ...createFind({ database }),
    ...createListEvents({ database }),
    ...createListAttempts({ database }),
    ...createWork({ database, write, ledger, leases, attempts, dependencies }),
    ...createBacklog({ database, clock }),
    ...createLogs({ database, leases, write }),
    ...createOutbox({ database, write }),
    table: tables.table,
    ...createTemplates({ database, write }),
  };
}
