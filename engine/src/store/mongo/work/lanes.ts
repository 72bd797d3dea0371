import type { RunKind } from "@formwork/contracts/run";
import type { Clock } from "../../../runtime/clock.ts";
import type { Connection } from "../connection/connection.ts";
import type { WholeJob } from "../record/documents.ts";
import { laneOf, queueLanes } from "../record/lane-position.ts";

type Wanted = { kinds: RunKind[]; queues?: string[] | undefined; limit: number };

/** Milliseconds for which the list of lanes is cached while the known ones have jobs. */
const lanesTtlMs = 1000;
/** Milliseconds for which an empty lane is still read: the next job is likely to come there. */
const emptyLaneTtlMs = 60_000;
/** Batches at the front of the lanes, over which competing workers spread at most. */
const maxSpread = 16;

/**
 * Reads queued jobs in the order of claims. There is a lane per kind and queue, and the server
 * merges the lanes in order, so a claim never reads past jobs that it may not take.
 */
export function createLanes({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { jobs } = connection.collections;
  /** When each lane last had a job, in monotonic milliseconds. */
  const known = new Map<string, number>();
  let knownAt = Number.NEGATIVE_INFINITY;
  let spread = 1;

  /**
   * Returns the first `limit` jobs over all lanes wanted, or jobs further back while several workers
   * compete.
   */
  async function first(wanted: Wanted): Promise<WholeJob[]> {
    if (wanted.queues !== undefined)
      return read(lanesOf(wanted.kinds, wanted.queues), wanted.limit);
    if (clock.monotonic() - knownAt < lanesTtlMs) {
      const found = await read(knownOf(wanted.kinds), wanted.limit);
      if (found.length > 0) return found;
    }
    const before = knownOf(wanted.kinds);
    const [found] = await Promise.all([read(before, wanted.limit), refresh()]);
    const now = knownOf(wanted.kinds);
    return now.some((lane) => !before.includes(lane)) ? read(now, wanted.limit) : found;
  }

  async function refresh(): Promise<void> {
    const lanes = await connection.ask(() => jobs.distinct("lane", queueLanes));
    knownAt = clock.monotonic();
    for (const lane of lanes) if (lane !== undefined) known.set(lane, knownAt);
    for (const [lane, at] of known) if (knownAt - at > emptyLaneTtlMs) known.delete(lane);
  }

  function knownOf(kinds: RunKind[]): string[] {
    return [...known.keys()].filter((lane) => kinds.some((kind) => lane.startsWith(`${kind}/`)));
  }

  async function read(lanes: string[], limit: number): Promise<WholeJob[]> {
    if (lanes.length === 0 || limit <= 0) return [];
    const skip = limit * Math.floor(clock.random() * spread);
    const found = await readFrom(lanes, limit, skip);
    return found.length < limit && skip > 0 ? readFrom(lanes, limit, 0) : found;
  }

  function readFrom(lanes: string[], limit: number, skip: number): Promise<WholeJob[]> {
    const order = { rank: -1, at: 1, _id: 1 } as const;
    const options = { sort: order, limit, skip, batchSize: limit + 1, hint: "lanes" };
    return connection.ask(() => jobs.find<WholeJob>({ lane: { $in: lanes } }, options).toArray());
  }

  /**
   * Adapts to the outcome of a claim: a process that lost jobs to others spreads further back next
   * time, one that lost none comes forward again.
   */
  function adapt({ wanted, won }: { wanted: number; won: number }): void {
    spread = won < wanted ? Math.min(spread * 2, maxSpread) : Math.max(1, spread - 1 / 4);
  }
  return { first, adapt };
}

function lanesOf(kinds: RunKind[], queues: string[]): string[] {
  return kinds.flatMap((kind) => queues.map((queue) => laneOf({ kind, queue })));
}
