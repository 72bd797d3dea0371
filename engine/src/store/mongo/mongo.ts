import { type Clock, systemClock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../store.ts";
import { createAccounts } from "./accounts.ts";
import { createBacklog } from "./backlog.ts";
import { createClaim } from "./claim.ts";
import { createConnection } from "./connection.ts";
import { createDependencies } from "./dependencies.ts";
import { createFind } from "./find.ts";
import { createHeld } from "./held.ts";
import { createHistory } from "./history.ts";
import { createInsert } from "./insert.ts";
import { createLeases } from "./leases.ts";
import { createLedger } from "./ledger.ts";
import { createLogs } from "./logs.ts";
import { createOutbox } from "./outbox.ts";
import { createPast } from "./past.ts";
import { createProgress } from "./progress.ts";
import { createPrune } from "./prune.ts";
import { createReadJobs } from "./read-jobs.ts";
import { createRepeats } from "./repeats.ts";
import { createRescue } from "./rescue.ts";
import { createResults } from "./results.ts";
import { createSettle } from "./settle.ts";
import { createSlots } from "./slots.ts";
import { createStage } from "./stage.ts";
import { createSteer } from "./steer.ts";
import { createTemplates } from "./templates.ts";
import { createUnderLease } from "./under-lease.ts";
import { createUnpublished } from "./unpublished.ts";
import { createWriters } from "./writers.ts";

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
  const underLease = createUnderLease({ held, ledger });

  return {
    open: () => connection.open(writers.register),
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
    ...createSteer({ connection, ledger, held, slots, results, dependencies }),
    ...createClaim({ connection, clock, writers, ledger, held, slots }),
    ...createLeases({ connection }),
    ...createSettle({ connection, underLease, slots }),
    ...createProgress({ connection, underLease }),
    ...createStage({ connection, clock, ledger, dependencies, slots }),
    ...createRescue({ connection, ledger, held, slots }),
    ...createBacklog({ connection, writers, unpublished }),
    ...createLogs({ connection }),
    ...createTemplates({ connection }),
    ...createAccounts({ connection }),
  };
}
