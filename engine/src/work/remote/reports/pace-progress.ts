import type { Progress } from "@formwork/contracts/job";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../../runtime/clock.ts";

/** Time between two writes of progress of one attempt, in milliseconds. */
const intervalMs = 500;
/** Attempts whose last write is remembered. */
const maxRemembered = 10_000;

type Report = { key: string; progress: Progress; write: (progress: Progress) => Promise<boolean> };

/**
 * Makes at most two writes a second of each key. A report that comes too early waits; one that comes
 * while it waits takes its place, and both are answered alike.
 */
export function paceProgress({ clock }: { clock: Clock }): (report: Report) => Promise<boolean> {
  type Waiting = { latest: Report; done: Promise<boolean> };
  const waiting = new Map<string, Waiting>();
  const writtenAt = new LRUCache<string, number>({ max: maxRemembered });

  async function writeLatest(key: string): Promise<boolean> {
    const earliest = (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) + intervalMs;
    const waitMs = earliest - clock.monotonic();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const latest = waiting.get(key)?.latest;
    waiting.delete(key);
    writtenAt.set(key, clock.monotonic());
    return latest === undefined ? false : latest.write(latest.progress);
  }
  return (report) => {
    const before = waiting.get(report.key);
    if (before !== undefined) {
      before.latest = report;
      return before.done;
    }
    const place: Waiting = { latest: report, done: Promise.resolve(false) };
    waiting.set(report.key, place);
    place.done = Promise.resolve().then(() => writeLatest(report.key));
    return place.done;
  };
}
