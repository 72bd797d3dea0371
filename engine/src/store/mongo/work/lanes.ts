import type { RunKind } from "@formwork/contracts/run";
import type { Clock } from "../../../runtime/clock.ts";
import type { Connection } from "../connection/connection.ts";
import type { WholeJob } from "../record/documents.ts";
import { laneOf, queueLanes } from "../record/lane-position.ts";

type Wanted = { kinds: RunKind[]; queues?: string[] | undefined; limit: number };

/**
 * Milliseconds for which the list of lanes is believed while there is something to do in those that
 * are known.
 */
const believed = 1000;
/**
 * Milliseconds for which a lane that was empty when last looked for is asked along: the next job is
 * likely to come where one came before.
 */
const remembered = 60_000;
/** Widest stretch of the line, in claims, over which workers spread. */
const widest = 16;

/**
 * Queued jobs in the order of claims. The index keeps one lane per kind and queue, and the server
 * merges lanes in order, so a worker never walks past jobs it may not take.
 */
export function createLanes({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { jobs } = connection.collections;
  /** When each lane last had a job in it. */
  const known = new Map<string, number>();
  let knownAt = Number.NEGATIVE_INFINITY;
  let width = 1;

  /**
   * The first `limit` jobs over all lanes wanted, or some further back while several workers claim
   * at once.
   */
  async function first(wanted: Wanted): Promise<WholeJob[]> {
    if (wanted.queues !== undefined)
      return look(lanesOf(wanted.kinds, wanted.queues), wanted.limit);
    if (clock.monotonic() - knownAt < believed) {
      const found = await look(knownOf(wanted.kinds), wanted.limit);
      if (found.length > 0) return found;
    }
    const before = knownOf(wanted.kinds);
    const [found] = await Promise.all([look(before, wanted.limit), refresh()]);
    const now = knownOf(wanted.kinds);
    return now.some((lane) => !before.includes(lane)) ? look(now, wanted.limit) : found;
  }

  async function refresh(): Promise<void> {
    const lanes = await connection.ask(() => jobs.distinct("lane", queueLanes));
    knownAt = clock.monotonic();
    for (const lane of lanes) if (lane !== undefined) known.set(lane, knownAt);
    for (const [lane, at] of known) if (knownAt - at > remembered) known.delete(lane);
  }

  function knownOf(kinds: RunKind[]): string[] {
    return [...known.keys()].filter((lane) => kinds.some((kind) => lane.startsWith(`${kind}/`)));
  }

  async function look(lanes: string[], limit: number): Promise<WholeJob[]> {
    if (lanes.length === 0 || limit <= 0) return [];
    const skip = limit * Math.floor(clock.random() * width);
    const found = await at(lanes, limit, skip);
    return found.length < limit && skip > 0 ? at(lanes, limit, 0) : found;
  }

  function at(lanes: string[], limit: number, skip: number): Promise<WholeJob[]> {
    const order = { rank: -1, at: 1, _id: 1 } as const;
    const options = { sort: order, limit, skip, batchSize: limit + 1, hint: "lanes" };
    return connection.ask(() => jobs.find<WholeJob>({ lane: { $in: lanes } }, options).toArray());
  }

  /**
   * Learns from a claim: who lost jobs to others looks further back next time, who lost none comes
   * forward again.
   */
  function learn({ wanted, won }: { wanted: number; won: number }): void {
    width = won < wanted ? Math.min(width * 2, widest) : Math.max(1, width - 1 / 4);
  }
  return { first, learn };
}

function lanesOf(kinds: RunKind[], queues: string[]): string[] {
  return kinds.flatMap((kind) => queues.map((queue) => laneOf({ kind, queue })));
}
