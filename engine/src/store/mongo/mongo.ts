import { type Clock, systemClock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../store.ts";
import { createConnection } from "./connection/connection.ts";
import { createControl } from "./jobs/control.ts";
import { createFind } from "./jobs/find.ts";
import { createHistory } from "./jobs/history.ts";
import { createInsert } from "./jobs/insert.ts";
import { createLogs } from "./jobs/logs.ts";
import { createReadJobs } from "./jobs/read-jobs.ts";
import { createRepeats } from "./jobs/repeats.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { createPast } from "./outbox/past.ts";
import { createPrune } from "./outbox/prune.ts";
import { createUnpublished } from "./outbox/unpublished.ts";
import { createWriters } from "./outbox/writers.ts";
import { createMongoTables } from "./table.ts";
import { createDependencies } from "./transition/dependencies.ts";
import { createHeld } from "./transition/held.ts";
import { createLedger } from "./transition/ledger.ts";
import { createResults } from "./transition/results.ts";
import { createSlots } from "./transition/slots.ts";
import { createUnderLease } from "./transition/under-lease.ts";
import { createBacklog } from "./work/backlog.ts";
import { createClaim } from "./work/claim.ts";
import { createLeases } from "./work/leases.ts";
import { createProgress } from "./work/progress.ts";
import { createRescue } from "./work/rescue.ts";
import { createSettle } from "./work/settle.ts";
import { createStage } from "./work/stage.ts";

export type MongoOptions = {
  /**
   * `mongodb://…` with the name of the database; a standalone server or a replica set, version 6 or
   * newer.
   */
  url: string;
  clock?: Clock;
  telemetry?: Telemetry | undefined;
};

/**
 * The store of production: MongoDB. A job, its steps and its outbox are one document, so that each
 * of its moves is one atomic write.
 */
export function createMongoStore({ url, clock = systemClock, telemetry }: MongoOptions): Store {
  const connection = createConnection({ url, clock, telemetry });
  const writers = createWriters({ connection, clock });
  const unpublished = createUnpublished({ writers });
  const past = createPast({ connection, unpublished });
  const results = createResults({ connection });
  const held = createHeld({ connection });
  const ledger = createLedger({ connection, writers, unpublished, past });
  const slots = createSlots({ connection });
  const dependencies = createDependencies({ connection, ledger });
  const tables = createMongoTables({ connection });
  const underLease = createUnderLease({ held, ledger });

  return {
    open: () =>
      connection.open(async () => {
        await tables.createAll();
        await writers.register();
      }),
    async close() {
      // Without it another process would only publish a few events again.
      await writers.stop().catch(() => undefined);
      await connection.close();
    },
    ping: connection.ping,
    ...createOutbox({
      connection,
      clock,
      writers,
      unpublished,
      prune: createPrune({ connection }),
    }),
    ...createInsert({
      connection,
      writers,
      unpublished,
      repeats: createRepeats({ connection, results }),
    }),
    ...createReadJobs({ connection, results }),
    ...createFind({ connection, results }),
    ...createHistory({ connection, past }),
    ...createControl({ connection, ledger, held, slots, results, dependencies }),
    ...createClaim({ connection, clock, writers, ledger, held, slots }),
    ...createLeases({ connection }),
    ...createSettle({ connection, underLease, slots }),
    ...createProgress({ connection, underLease }),
    ...createStage({ connection, clock, ledger, dependencies, slots }),
    ...createRescue({ connection, ledger, held, slots }),
    ...createBacklog({ connection, writers, unpublished }),
    ...createLogs({ connection }),
    table: tables.table,
  };
}
