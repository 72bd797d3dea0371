import type { RunKind } from "@formwork/contracts/run";
import type { Clock } from "../../../runtime/clock.ts";
import { claimKind, type RemoteLane, remoteKinds } from "../../steps/claim-kind.ts";
import type { Connection } from "../connection/connection.ts";
import type { WholeJob } from "../record/documents.ts";
import {
  lanesOfKind,
  queueLanes,
  queueOf,
  remoteLaneOf,
  remoteLanes,
} from "../record/lane-position.ts";
import { createLaneTurns, type LaneHead, lastOfAll } from "./lane-turns.ts";

type Wanted = {
  kinds: RunKind[];
  queues?: string[] | undefined;
  templates?: string[] | undefined;
  limit: number;
  /** Queues of which no job may start. */
  closed: ReadonlySet<string>;
};
/** Jobs, the lanes in which they and others wait, and whether none is left behind these jobs. */
type Found = { candidates: WholeJob[]; lanes: string[]; isAll: boolean };

/** Milliseconds for which the list of lanes is cached while the known ones have jobs. */
const lanesTtlMs = 1000;
/** Batches at the front of the lanes, over which competing workers spread at most. */
const maxSpread = 16;
/** Lanes that the server merges in one query; of more, it would read and sort all that waits. */
const maxMerged = 200;
/** Lanes that are found anew at once; it jumps from one to the next. */
const maxRefreshed = 5000;

/**
 * Reads queued jobs in the order of claims. There is a lane per kind and queue, and the server
 * merges the lanes in order, so a claim never reads past jobs that it may not take. Of more lanes
 * than it merges, those are read whose first jobs are next, as they were known up to a second ago.
 * While there is more to do than workers have room for, one portion of the lanes is learnt anew each
 * second: to learn all of them costs a seek each, and would only mend their order.
 */
export function createLanes({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { jobs } = connection.collections;
  const turns = createLaneTurns();
  let refreshedAt = Number.NEGATIVE_INFINITY;
  /** Behind which lane the next refresh goes on. */
  let refreshedTo = "";
  /** Lanes that were read while there were many: their first jobs are others by now. */
  let readBefore = new Set<string>();
  let spread = 1;

  /**
   * Returns the first `limit` jobs over all lanes wanted, or jobs further back while several workers
   * compete.
   */
  async function first(wanted: Wanted): Promise<Found> {
    const { limit } = wanted;
    const named = namedLanes(wanted);
    if (named !== null) return read(openOf(named, wanted), limit);
    if (clock.monotonic() - refreshedAt < lanesTtlMs) {
      const found = await readKnown(wanted);
      if (found.candidates.length > 0 || !found.isAll) return found;
    }
    if (turns.size() > maxMerged) return readFurther(wanted, await refresh());
    const before = new Set(knownOf(wanted));
    const [found, isWhole] = await Promise.all([read([...before], limit), refresh()]);
    if (turns.size() > maxMerged) return readFurther(wanted, isWhole);
    return knownOf(wanted).some((lane) => !before.has(lane)) ? readKnown(wanted) : found;
  }

  /**
   * Reads after a refresh, of all lanes or of a portion. A worker that has room for more than that
   * shows gets the others looked through at once, so that how many there are delays no job.
   */
  async function readFurther(wanted: Wanted, isWhole: boolean): Promise<Found> {
    const found = await readKnown(wanted);
    if (!found.isAll || isWhole) return found;
    for (const kind of wanted.kinds) await refreshKind(kind);
    return readKnown(wanted);
  }

  /** Learns the next portion of all lanes; returns whether that was all of them. */
  async function refresh(): Promise<boolean> {
    const after = refreshedTo;
    refreshedTo = (await learnFrom({ $gt: after, $lt: queueLanes.lane.$lt })) ?? "";
    refreshedAt = clock.monotonic();
    return after === "" && refreshedTo === "";
  }

  /** Learns all lanes of a kind, one portion after the other. */
  async function refreshKind(kind: RunKind): Promise<void> {
    const { $gt, $lt } = lanesOfKind(kind);
    for (let after: string | null = $gt; after !== null; )
      after = await learnFrom({ $gt: after, $lt });
  }

  /** Learns the first lanes of a range; returns the last of them, or null where there are no others. */
  async function learnFrom({ $gt, $lt }: Range): Promise<string | null> {
    const found = await headsOf({ $gt, $lt });
    const end = found.length < maxRefreshed ? null : (found.at(-1)?.lane ?? null);
    const wasAsked = (lane: string) => lane > $gt && (end === null ? lane < $lt : lane <= end);
    turns.learn(found, wasAsked, clock.monotonic());
    return end;
  }

  /** Returns the first job of each lane: the server jumps from lane to lane. */
  async function headsOf(lane: LaneRange): Promise<LaneHead[]> {
    const stages = [
      { $match: { lane } },
      { $sort: { lane: 1, at: 1, _id: 1 } },
      { $group: { _id: "$lane", at: { $first: "$at" } } },
      { $limit: maxRefreshed },
    ];
    const found = await connection.ask(() =>
      jobs.aggregate<{ _id: string; at: Date }>(stages, { hint: "places" }).toArray(),
    );
    return found.map(({ _id, at }) => ({ lane: _id, head: at.getTime() }));
  }

  function readKnown(wanted: Wanted): Promise<Found> {
    return turns.size() > maxMerged ? readInTurn(wanted) : read(knownOf(wanted), wanted.limit);
  }

  function knownOf(wanted: Wanted): string[] {
    return turns.names().filter((lane) => isOpen(lane, wanted));
  }

  /** Lists the templates and queues whose remote jobs wait for a worker. */
  async function remote(): Promise<RemoteLane[]> {
    const lanes = await connection.ask(() => jobs.distinct("lane", remoteLanes));
    return lanes.flatMap((lane) => (lane === undefined ? [] : [remoteLaneOf(lane)]));
  }

  /** Reads the lanes whose turn it is, up to the turn of others. */
  async function readInTurn(wanted: Wanted): Promise<Found> {
    const { limit } = wanted;
    await learnRead();
    const isWantedLane = (lane: string) => isOpen(lane, wanted);
    const skip = maxMerged * Math.floor(clock.random() * spread);
    const further = turns.next(isWantedLane, { limit: maxMerged, skip });
    const isTooFar = further.lanes.length === 0 && skip > 0;
    const { lanes, until } = isTooFar
      ? turns.next(isWantedLane, { limit: maxMerged, skip: 0 })
      : further;
    readBefore = new Set(lanes);
    const candidates = await readFrom(lanes, { limit, skip: 0, until });
    return { candidates, lanes, isAll: until === lastOfAll && candidates.length < limit };
  }

  async function learnRead(): Promise<void> {
    if (readBefore.size === 0) return;
    const asked = readBefore;
    readBefore = new Set();
    const found = await headsOf({ $in: [...asked] });
    turns.learn(found, (lane) => asked.has(lane), clock.monotonic());
  }

  async function read(lanes: string[], limit: number): Promise<Found> {
    if (lanes.length === 0 || limit <= 0) return { candidates: [], lanes, isAll: true };
    const skip = limit * Math.floor(clock.random() * spread);
    const found = await readFrom(lanes, { limit, skip });
    const isTooFar = found.length < limit && skip > 0;
    const candidates = isTooFar ? await readFrom(lanes, { limit, skip: 0 }) : found;
    const those = lanes.length <= maxMerged ? lanes : lanesOf(candidates).slice(0, maxMerged);
    return { candidates, lanes: those, isAll: candidates.length < limit };
  }

  async function readFrom(lanes: string[], part: Part): Promise<WholeJob[]> {
    if (lanes.length === 0 || part.limit <= 0) return [];
    if (lanes.length <= maxMerged) return readMerged(lanes, part);
    const found: WholeJob[] = [];
    for (let from = 0; from < lanes.length; from += maxMerged)
      found.push(...(await readMerged(lanes.slice(from, from + maxMerged), { ...part, skip: 0 })));
    return found.sort(byTurn).slice(0, part.limit);
  }

  function readMerged(lanes: string[], { limit, skip, until = lastOfAll }: Part) {
    const order = { at: 1, _id: 1 } as const;
    const options = { sort: order, limit, skip, batchSize: limit + 1, hint: "places" };
    const at = until === lastOfAll ? {} : { at: { $lte: new Date(until) } };
    return connection.ask(() =>
      jobs.find<WholeJob>({ lane: { $in: lanes }, ...at }, options).toArray(),
    );
  }

  /**
   * Adapts to the outcome of a claim: a process that lost jobs to others spreads further back next
   * time, one that lost none comes forward again.
   */
  function adapt({ wanted, won }: { wanted: number; won: number }): void {
    spread = won < wanted ? Math.min(spread * 2, maxSpread) : Math.max(1, spread - 1 / 4);
  }
  return { first, remote, adapt };
}

/** The first jobs of lanes: at most `limit`, whose turn is not after `until`. */
type Part = { limit: number; skip: number; until?: number };

type Range = { $gt: string; $lt: string };
type LaneRange = Range | { $in: string[] };

function lanesOf(found: WholeJob[]): string[] {
  return [...new Set(found.flatMap(({ lane }) => lane ?? []))];
}

function byTurn(a: WholeJob, b: WholeJob): number {
  const apart = Number(a.at) - Number(b.at);
  return apart === 0 ? Number(a._id > b._id) - Number(a._id < b._id) : apart;
}

/** Whether a claim wants the jobs of a lane, and they may start. */
function isOpen(lane: string, wanted: Wanted): boolean {
  return isWanted(lane, wanted) && (wanted.closed.size === 0 || !wanted.closed.has(queueOf(lane)));
}

/** Returns the lanes of queues of which jobs may start. */
function openOf(lanes: string[], { closed }: Wanted): string[] {
  return closed.size === 0 ? lanes : lanes.filter((lane) => !closed.has(queueOf(lane)));
}

/** Returns the lanes that a claim names; null where it leaves queues or remote templates open. */
function namedLanes({ kinds, queues, templates }: Wanted): string[] | null {
  if (queues === undefined || (kinds.includes("remote") && templates === undefined)) return null;
  return kinds
    .flatMap((kind) => claimKindsOf(kind, templates))
    .flatMap((kind) => queues.map((queue) => `${kind}/${queue}`));
}

function claimKindsOf(kind: RunKind, templates: string[] = []): string[] {
  return kind === "remote" ? templates.map((template) => claimKind({ kind, template })) : [kind];
}

function isWanted(lane: string, { kinds, queues, templates }: Wanted): boolean {
  const [kind = "", queue = ""] = lane.split("/");
  if (queues !== undefined && !queues.includes(queue)) return false;
  if (!kind.startsWith(remoteKinds.from)) return kinds.some((one) => one === kind);
  return (
    kinds.includes("remote") &&
    (templates === undefined || claimKindsOf("remote", templates).includes(kind))
  );
}
