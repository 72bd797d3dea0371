import type { Bus, LogEntry, LogSubscription } from "../bus/bus.ts";
import { eventually } from "./eventually.ts";

/** What a subscription of a test has received so far. */
export type Collected = {
  following: LogSubscription;
  entries: LogEntry[];
  until: (count: number) => Promise<LogEntry[]>;
};

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
