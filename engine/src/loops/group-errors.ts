import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = { store: Pick<Store, "groupErrors">; telemetry: Telemetry; clock: Clock };

/** Jobs that are looked at in one write; some 10 ms of the store. */
const portion = 200;
/** Milliseconds between two portions. */
const portionMs = 500;
/** Periods of rest after a round: a round finds what processes of an older version wrote. */
const restPeriods = 7200;

/**
 * Makes the loop that gives groups to jobs which failed before there were groups, a portion at a
 * time, so that it hurts nobody. It starts again after an hour.
 */
export function createGroupErrors(deps: Deps): Loop {
  let cursor: string | null = null;
  let resting = 0;
  return every({
    name: "group-errors",
    ms: portionMs,
    async step() {
      if (resting-- > 0) return;
      cursor = await groupErrors(deps, cursor);
      resting = cursor === null ? restPeriods : 0;
    },
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/** Groups one portion of failed jobs; returns where the next one begins, or null after the last. */
async function groupErrors(
  { store, telemetry }: Pick<Deps, "store" | "telemetry">,
  cursor: string | null,
): Promise<string | null> {
  const { grouped, next } = await store.groupErrors({
    limit: portion,
    ...(cursor !== null && { cursor }),
  });
  if (grouped > 0) telemetry.log.info("errors.grouped", { jobs: grouped });
  return next;
}
