import { type Clock, systemClock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../store.ts";
import { createConnection } from "./connection/connection.ts";
import { databaseAway } from "./connection/outage.ts";
import { createKeptCounts } from "./counts/kept-counts.ts";
import { createControl } from "./jobs/control.ts";
import { createCount } from "./jobs/count.ts";
import { createCountByTime } from "./jobs/count-by-time.ts";
import { createFindErrors } from "./jobs/errors/find-errors.ts";
import { createGroupErrors } from "./jobs/errors/group-errors.ts";
import { createFind } from "./jobs/find.ts";
import { createHistory } from "./jobs/history.ts";
import { createIdempotency } from "./jobs/idempotency.ts";
import { createInsert } from "./jobs/insert.ts";
import { createLogs } from "./jobs/logs.ts";
import { createReadJobs } from "./jobs/read-jobs.ts";
import { createSealedPayloads } from "./jobs/sealed-payloads.ts";
import { createTemplateQueues } from "./jobs/template-queues.ts";
import { createChooseRuns } from "./jobs/walk/choose-runs.ts";
import { createWalk } from "./jobs/walk/walk.ts";
import { createWalkLatest } from "./jobs/walk/walk-latest.ts";
import { createCountEpoch } from "./outbox/count-epoch.ts";
import { createRemoveDeleted } from "./outbox/deleted-jobs.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { createOutboxBuffer } from "./outbox/outbox-buffer.ts";
import { createWatermarks } from "./outbox/watermarks.ts";
import { createRetention } from "./prune/retention.ts";
import { createMongoTables } from "./table.ts";
import { createConcurrencySlots } from "./transition/concurrency-slots.ts";
import { createDependencies } from "./transition/dependencies.ts";
import { createFencedWriter } from "./transition/fenced-writer.ts";
import { createLeasedJobs } from "./transition/leased-jobs.ts";
import { createOrigins } from "./transition/origins.ts";
import { createOwnerParking } from "./transition/owner-parking.ts";
import { createParking } from "./transition/parking.ts";
import { createPermits } from "./transition/permits.ts";
import { createResults } from "./transition/results.ts";
import { createStepArchive } from "./transition/step-archive.ts";
import { createTransitionWriter } from "./transition/transition-writer.ts";
import { createBacklog } from "./work/backlog.ts";
import { createClaim } from "./work/claim.ts";
import { createEndAttempts } from "./work/end-attempts.ts";
import { createHolds } from "./work/holds.ts";
import { createLeases } from "./work/leases.ts";
import { createProgress } from "./work/progress.ts";
import { createQueueLoads } from "./work/queue-loads.ts";
import { createRescue } from "./work/rescue.ts";
import { createSettle } from "./work/settle.ts";
import { createStage } from "./work/stage.ts";
import { createWaitFacts } from "./work/wait-facts.ts";

/** Jobs from which on counts of all are kept: fewer are counted in some 10 ms. */
const keptFrom = 20_000;

export type MongoOptions = {
  /** `mongodb://…` with the database's name: a standalone server or a replica set, from version 6. */
  url: string;
  clock?: Clock;
  telemetry?: Telemetry | undefined;
  /** Jobs from which on counts of all are kept. */
  minKeptJobs?: number;
};

/**
 * Makes the store on MongoDB. A job with its steps and its outbox is one document, so that each of
 * its moves is one atomic write.
 */
export function createMongoStore({
  url,
  clock = systemClock,
  telemetry,
  minKeptJobs = keptFrom,
}: MongoOptions): Store {
  const connection = createConnection({ url, clock, telemetry });
  const watermarks = createWatermarks({ connection, clock });
  const buffer = createOutboxBuffer({ watermarks });
  const archive = createStepArchive({ connection, buffer });
  const results = createResults({ connection });
  const leasedJobs = createLeasedJobs({ connection });
  const writeTransitions = createTransitionWriter({ connection, watermarks, buffer, archive });
  const parking = createParking({ connection });
  const permits = createPermits({ connection });
  const owners = createOwnerParking({ parking, permits });
  const slots = createConcurrencySlots({ connection, parking });
  const dependencies = createDependencies({ connection, writeTransitions });
  const origins = createOrigins({ connection, writeTransitions });
  const templateQueues = createTemplateQueues({ connection });
  const epochs = createCountEpoch({ connection });
  const keptCounts = createKeptCounts({ connection, watermarks, epochs, minJobs: minKeptJobs });
  const chooseRuns = createChooseRuns({ connection, templateQueues });
  const walk = createWalk({ connection });
  const { monotonic } = clock;
  const walkLatest = createWalkLatest({ chooseRuns, walk, monotonic });
  const tables = createMongoTables({ connection });
  const endings = createEndAttempts({ connection, parking });
  const writeFenced = createFencedWriter({ leasedJobs, writeTransitions });

  return {
    open: () =>
      connection.open(async () => {
        await tables.createAll();
        await templateQueues.noteStored();
        await watermarks.register();
      }),
    async close() {
      // If it fails, another process publishes a few events again.
      await watermarks.stop().catch(() => undefined);
      await keptCounts.settled();
      await connection.close();
    },
    ping: connection.ping,
    // A server whose disk is full ends.
    writeFault: () => (connection.isAway() ? databaseAway : null),
    now: connection.time.now,
    ...createOutbox({
      connection,
      clock,
      watermarks,
      buffer,
      removeDeleted: createRemoveDeleted({ connection }),
      epochs,
    }),
    ...createInsert({
      connection,
      watermarks,
      buffer,
      idempotency: createIdempotency({ connection, results }),
      templateQueues,
      epochs,
    }),
    ...createReadJobs({ connection, results }),
    ...createSealedPayloads({ connection }),
    ...createFind({ connection, results, chooseRuns, walk, monotonic }),
    ...createCount({ connection, chooseRuns, keptCounts, walkLatest }),
    ...createFindErrors({ connection, walkLatest }),
    ...createGroupErrors({ connection }),
    ...createCountByTime({ connection, chooseRuns, walkLatest }),
    ...createHistory({ connection, archive }),
    ...createControl({
      ...{ connection, writeTransitions, leasedJobs, parking, results },
      ...{ dependencies, origins, templateQueues },
    }),
    ...createClaim({
      ...{ connection, clock, watermarks, writeTransitions, leasedJobs },
      ...{ slots, permits, parking, owners },
    }),
    ...createLeases({ connection }),
    ...createSettle({ connection, writeFenced, parking }),
    ...createProgress({ connection, writeFenced }),
    ...createStage({
      ...{ connection, clock, writeTransitions, dependencies, origins },
      ...{ slots, owners, parking },
    }),
    endAttempt: endings.endAttempt,
    ...createRescue({ connection, writeTransitions, leasedJobs, parking, endings }),
    ...createHolds({ connection }),
    ...createQueueLoads({ connection }),
    ...createWaitFacts({ connection }),
    ...createBacklog({ connection, watermarks, buffer }),
    ...createLogs({ connection }),
    ...createRetention({ connection, watermarks, templateQueues, epochs }),
    table: tables.table,
  };
}
