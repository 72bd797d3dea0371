import { exerciseAccounts } from "./exercise/accounts.ts";
import { exerciseAttempts } from "./exercise/attempts.ts";
import { exerciseBacklog } from "./exercise/backlog.ts";
import { exerciseClaim } from "./exercise/claim.ts";
import { exerciseConcurrency } from "./exercise/concurrency.ts";
import { exerciseDelete } from "./exercise/delete.ts";
import { exerciseDependencies } from "./exercise/dependencies.ts";
import { exerciseEvents } from "./exercise/events.ts";
import { exerciseFence } from "./exercise/fence.ts";
import { exerciseFilters } from "./exercise/filters.ts";
import { exerciseIdempotency } from "./exercise/idempotency.ts";
import { exerciseInsert } from "./exercise/insert.ts";
import { exerciseLife } from "./exercise/life.ts";
import { exerciseLogs } from "./exercise/logs.ts";
import { exerciseOutbox } from "./exercise/outbox.ts";
import { exercisePaging } from "./exercise/paging.ts";
import { exerciseRescue } from "./exercise/rescue.ts";
import { exerciseSettle } from "./exercise/settle.ts";
import { exerciseStage } from "./exercise/stage.ts";
import { exerciseStats } from "./exercise/stats.ts";
import { exerciseSteer } from "./exercise/steer.ts";
import { exerciseTemplates } from "./exercise/templates.ts";
import type { Store } from "./store.ts";

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
    exerciseSteer,
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
    exerciseTemplates,
    exerciseAccounts,
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
