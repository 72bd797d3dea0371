import type { Bus, LogEntry, LogSubscription } from "../bus/bus.ts";
import { eventually } from "./eventually.ts";

/** The events that a subscription has received so far. */
export type Collected = {
  following: LogSubscription;
  entries: LogEntry[];
  until: (count: number) => Promise<LogEntry[]>;
};

/** Follows the log of a bus. `until` waits until a number of events has been received. */
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
