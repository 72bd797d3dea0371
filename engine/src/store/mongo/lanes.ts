import type { RunKind } from "@formwork/contracts/template";
import type { Clock } from "../../runtime/clock.ts";
import type { Connection } from "./connection.ts";
import type { WholeJob } from "./documents.ts";
import { laneOf } from "./updates.ts";

type Wanted = { kinds: RunKind[]; queues?: string[] | undefined; limit: number };

/** Milliseconds for which the list of queues is believed while there is enough to do in those that are known. */
const believed = 1000;
/** Widest stretch of the line, in claims, over which workers spread. */
const widest = 16;

/**
 * Queued jobs in the order of claims. The index keeps one lane per kind and queue, and the server merges lanes in order, so a worker never walks
 * past jobs it may not take.
 */
export function createLanes({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { jobs } = connection.collections;
  let known: string[] = [];
  let knownAt = Number.NEGATIVE_INFINITY;
  let width = 1;

  /** The first `limit` jobs over all lanes wanted, or some further back while several workers claim at once. */
  async function first(wanted: Wanted): Promise<WholeJob[]> {
    if (wanted.queues !== undefined) return look(lanesOf(wanted.kinds, wanted.queues), wanted.limit);
    if (clock.monotonic() - knownAt < believed) {
      const found = await look(knownOf(wanted.kinds), wanted.limit);
      if (found.length >= wanted.limit) return found;
    }
    const before = knownOf(wanted.kinds);
    const [found] = await Promise.all([look(before, wanted.limit), refresh()]);
    const now = knownOf(wanted.kinds);
    return now.some((lane) => !before.includes(lane)) ? look(now, wanted.limit) : found;
  }

  async function refresh(): Promise<void> {
    known = (await connection.ask(() => jobs.distinct("ready", { ready: { $gt: "" } }))).flatMap((lane) => lane ?? []);
    knownAt = clock.monotonic();
  }

  function knownOf(kinds: RunKind[]): string[] {
    return known.filter((lane) => kinds.some((kind) => lane.startsWith(`${kind}/`)));
  }

  async function look(lanes: string[], limit: number): Promise<WholeJob[]> {
    if (lanes.length === 0 || limit <= 0) return [];
    const skip = limit * Math.floor(clock.random() * width);
    const found = await at(lanes, limit, skip);
    return found.length < limit && skip > 0 ? at(lanes, limit, 0) : found;
  }

  function at(lanes: string[], limit: number, skip: number): Promise<WholeJob[]> {
    const order = { priority: -1, runAt: 1, _id: 1 } as const;
    const options = { sort: order, limit, skip, batchSize: limit + 1, hint: "to_claim" };
    return connection.ask(() => jobs.find<WholeJob>({ ready: { $in: lanes } }, options).toArray());
  }

  /** Learns from a claim: who lost jobs to others looks further back next time, who lost none comes forward again. */
  function learn({ wanted, won }: { wanted: number; won: number }): void {
    width = won < wanted ? Math.min(width * 2, widest) : Math.max(1, width - 1 / 4);
  }
  return { first, learn };
}

function lanesOf(kinds: RunKind[], queues: string[]): string[] {
  return kinds.flatMap((kind) => queues.map((queue) => laneOf({ kind, queue })));
}
