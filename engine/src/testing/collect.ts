import type { Bus, LogEntry, LogSubscription } from "../bus/bus.ts";

/** What a test's follower has heard so far. */
export type Collected = {
  following: LogSubscription;
  entries: LogEntry[];
  until: (count: number) => Promise<LogEntry[]>;
};

const patienceMs = 5000;

/** Follows for a test, and waits, for so long, until a number of events is there. */
export async function collect(bus: Bus, cursor?: string): Promise<Collected> {
  const entries: LogEntry[] = [];
  const following = await bus.follow({ cursor, onEvents: (more) => entries.push(...more) });
  const until = async (count: number) => {
    await eventually(
      () => entries.length >= count,
      () => `${entries.length} of ${count} events came`,
    );
    return entries;
  };
  return { following, entries, until };
}

/**
 * Waits until `holds`, asking again every few milliseconds; fails with `story` when it never does.
 */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  story: () => string,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new Error(`Waited ${patienceMs} ms in vain: ${story()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
