import type { Store } from "../store.ts";
import { exerciseBacklog } from "./backlog.ts";
import { exerciseControl } from "./jobs/control.ts";
import { exerciseDelete } from "./jobs/delete.ts";
import { exerciseEvents } from "./jobs/events.ts";
import { exerciseFilters } from "./jobs/filters.ts";
import { exerciseIdempotency } from "./jobs/idempotency.ts";
import { exerciseInsert } from "./jobs/insert.ts";
import { exerciseLife } from "./jobs/life.ts";
import { exerciseLogs } from "./jobs/logs.ts";
import { exercisePaging } from "./jobs/paging.ts";
import { exerciseStats } from "./jobs/stats.ts";
import { exerciseOutbox } from "./outbox.ts";
import { exerciseTable } from "./table.ts";
import { exerciseAttempts } from "./work/attempts.ts";
import { exerciseClaim } from "./work/claim.ts";
import { exerciseConcurrency } from "./work/concurrency.ts";
import { exerciseDependencies } from "./work/dependencies.ts";
import { exerciseFence } from "./work/fence.ts";
import { exerciseRescue } from "./work/rescue.ts";
import { exerciseSettle } from "./work/settle.ts";
import { exerciseStage } from "./work/stage.ts";

/** An open, empty store for one test, and how to get rid of it. */
export type StoreUnderTest = { store: Store; dispose: () => Promise<void> };

const suites = [
  ...[
    exerciseInsert,
    exerciseIdempotency,
    exerciseStage,
    exerciseDependencies,
    exerciseClaim,
    exerciseConcurrency,
    exerciseFence,
  ],
  ...[
    exerciseSettle,
    exerciseRescue,
    exerciseControl,
    exerciseDelete,
    exerciseLife,
    exerciseEvents,
    exerciseAttempts,
    exerciseLogs,
  ],
  ...[
    exerciseOutbox,
    exercisePaging,
    exerciseFilters,
    exerciseStats,
    exerciseBacklog,
    exerciseTable,
  ],
];

/**
 * The suite that every store passes. A store's clock cannot be held from outside (a database server
 * has its own), so what is to be late is born late: a lease of -1 ms has run out, a `runAt` lies an
 * hour away.
 */
export function exerciseStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await makeStore();
    });
    afterEach(() => under.dispose());
    for (const exercise of suites) exercise(() => under.store);
  });
}
