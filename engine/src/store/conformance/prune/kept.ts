import type { Store } from "../../store.ts";
import type { KeepPolicy } from "../../verbs/keep-policy.ts";
import { hour } from "../helpers.ts";

/** Keeps everything for ever, but for what is given. */
export function aPolicy(given: Partial<KeepPolicy> = {}): KeepPolicy {
  return { succeeded: null, failed: null, cancelled: null, templates: {}, ...given };
}

/** Keeps nothing: whatever ends is too old at once, since it is kept for less than no time. */
export const keepNothing = aPolicy({ succeeded: -hour, failed: -hour, cancelled: -hour });

/** Lets the bus have all events: before, no job is removed. */
export async function relayAll(store: Store): Promise<void> {
  for (;;) {
    const entries = await store.takeOutbox({ limit: 500 });
    if (entries.length === 0) return;
    await store.clearOutbox({ positions: entries.map(({ position }) => position) });
  }
}

/** Removes the rest of what earlier portions began. */
export async function pruneLeftovers(store: Store): Promise<void> {
  while (!(await store.pruneLeftovers()));
}
