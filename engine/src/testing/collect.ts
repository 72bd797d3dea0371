import type { Bus, LogEntry, LogSubscription } from "../bus/bus.ts";

/** What a subscription of a test has received so far. */
export type Collected = {
  following: LogSubscription;
  entries: LogEntry[];
  until: (count: number) => Promise<LogEntry[]>;
};

const timeoutMs = 5000;

/** Follows the log for a test. `until` waits up to five seconds for a number of events. */
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
 * Waits until `holds` returns true, for up to five seconds; then throws with the text of `describe`.
 */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  describe: () => string,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new Error(`Waited ${timeoutMs} ms in vain: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
