import type { Announcers } from "../announcements/create-announcers.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

/**
 * Makes the loop that publishes events that were left in rows: by a process that died, or while the
 * bus was away. Every scheduler runs it; readers drop what two of them publish.
 */
export function createAnnounce({
  announcers,
  telemetry,
  clock,
}: {
  announcers: Announcers;
  telemetry: Telemetry;
  clock: Clock;
}): Loop {
  /** When the oldest event was made that could not be published; infinity without one. */
  let oldestAt = Number.POSITIVE_INFINITY;
  telemetry.gauge("announcements_oldest_seconds", () => Math.max(0, clock.now() - oldestAt) / 1000);

  async function step(): Promise<void> {
    const left: number[] = [];
    const all = Object.values(announcers);
    try {
      await Promise.all(all.map(({ announceLeft }) => announceLeft((at) => void left.push(at))));
      oldestAt = Number.POSITIVE_INFINITY;
    } catch (error) {
      oldestAt = Math.min(...left);
      throw error;
    }
  }
  return every({ name: "announce", ms: 2000, step, telemetry, clock });
}
