import { setTimeout as wait } from "node:timers/promises";
import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import { keepFor } from "./keep-for.ts";
import { createPace } from "./pace.ts";
import { readRetention } from "./read-retention.ts";
import type { RetentionDeps } from "./retention-deps.ts";

type Deps = Pick<RetentionDeps, "settings"> & { audit: Pick<Audit, "prune">; clock: Clock };

/**
 * Makes the function that removes a portion of the entries of the audit log that were kept for long
 * enough, then pauses; it resolves with true when there may be more.
 */
export function createAuditPruning({ settings, audit, clock }: Deps): () => Promise<boolean> {
  const pauseAfter = createPace();
  return async () => {
    const keepMs = keepFor((await readRetention({ settings })).audit ?? null);
    if (keepMs === null) return false;
    const start = clock.monotonic();
    const removed = await audit.prune({ before: clock.now() - keepMs });
    if (removed > 0) await wait(pauseAfter(clock.monotonic() - start), undefined, { ref: false });
    return removed > 0;
  };
}
