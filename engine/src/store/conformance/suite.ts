import type { Store } from "../store.ts";
import { backlogSuite } from "./backlog.ts";
import { changeSuite } from "./jobs/change.ts";
import { controlSuite } from "./jobs/control.ts";
import { controlManySuite } from "./jobs/control-many.ts";
import { deleteSuite } from "./jobs/delete.ts";
import { errorsSuite } from "./jobs/errors.ts";
import { eventsSuite } from "./jobs/events.ts";
import { idempotencySuite } from "./jobs/idempotency.ts";
import { insertSuite } from "./jobs/insert.ts";
import { countByTimeSuite } from "./jobs/list/count-by-time.ts";
import { filtersSuite } from "./jobs/list/filters.ts";
import { listPropertySuite } from "./jobs/list/list-property.ts";
import { pagingSuite } from "./jobs/list/paging.ts";
import { searchSuite } from "./jobs/list/search.ts";
import { statsSuite } from "./jobs/list/stats.ts";
import { logsSuite } from "./jobs/logs.ts";
import { randomHistorySuite } from "./jobs/random-history.ts";
import { sealedPayloadsSuite } from "./jobs/sealed-payloads.ts";
import { outboxSuite } from "./outbox.ts";
import { findExpiredSuite } from "./prune/find-expired.ts";
import { pruneJobsSuite } from "./prune/prune-jobs.ts";
import { pruneLogsSuite } from "./prune/prune-logs.ts";
import { tableSuite } from "./table.ts";
import { attemptsSuite } from "./work/attempts.ts";
import { claimSuite } from "./work/claim.ts";
import { concurrencySuite } from "./work/concurrency.ts";
import { dependenciesSuite } from "./work/dependencies.ts";
import { endingsSuite } from "./work/endings.ts";
import { fenceSuite } from "./work/fence.ts";
import { holdsSuite } from "./work/holds.ts";
import { limitsHistorySuite } from "./work/limits-history.ts";
import { queuesSuite } from "./work/queues.ts";
import { rescueSuite } from "./work/rescue.ts";
import { retriedDependantsSuite } from "./work/retried-dependants.ts";
import { settleSuite } from "./work/settle.ts";
import { stageSuite } from "./work/stage.ts";
import { waitFactsSuite } from "./work/wait-facts.ts";

/** An open, empty store for one test. */
export type StoreUnderTest = { store: Store; dispose: () => Promise<void> };

const suites = [
  ...[
    insertSuite,
    idempotencySuite,
    stageSuite,
    dependenciesSuite,
    retriedDependantsSuite,
    claimSuite,
    concurrencySuite,
    queuesSuite,
    waitFactsSuite,
    holdsSuite,
    limitsHistorySuite,
    fenceSuite,
    endingsSuite,
  ],
  ...[
    settleSuite,
    rescueSuite,
    controlSuite,
    controlManySuite,
    changeSuite,
    deleteSuite,
    errorsSuite,
    randomHistorySuite,
    eventsSuite,
    attemptsSuite,
    logsSuite,
    sealedPayloadsSuite,
  ],
  ...[findExpiredSuite, pruneJobsSuite, pruneLogsSuite],
  ...[
    outboxSuite,
    pagingSuite,
    filtersSuite,
    listPropertySuite,
    searchSuite,
    statsSuite,
    countByTimeSuite,
    backlogSuite,
    tableSuite,
  ],
];

/**
 * The suite that every store passes. Tests cannot set a store's clock, since a database server has
 * its own. So they make what has to be late late from the start: a lease of -1 ms, or a `runAt` in
 * the past.
 */
export function storeConformanceSuite(
  name: string,
  makeStore: () => Promise<StoreUnderTest>,
): void {
  describe(`${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await makeStore();
    });
    afterEach(() => under.dispose());
    for (const suite of suites) suite(() => under.store);
  });
}
