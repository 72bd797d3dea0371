import type { RunKind } from "@formwork/contracts/run";
import type { Clock } from "../../../runtime/clock.ts";
import { claimKind, type RemoteLane, remoteKinds } from "../../steps/claim-kind.ts";
import type { Connection } from "../connection/connection.ts";
import type { WholeJob } from "../record/documents.ts";
import { queueLanes, queueOf, remoteLaneOf, remoteLanes } from "../record/lane-position.ts";

type Wanted = {
  kinds: RunKind[];
  queues?: string[] | undefined;
  templates?: string[] | undefined;
  limit: number;
  /** Queues of which no job may start. */
  closed: ReadonlySet<string>;
};
/** Jobs, and the lanes in which they and others wait. */
type Found = { candidates: WholeJob[]; lanes: string[] };

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
  async function first(wanted: Wanted): Promise<Found> {
    const { limit } = wanted;
    const named = namedLanes(wanted);
    if (named !== null) return read(openOf(named, wanted), limit);
    if (clock.monotonic() - knownAt < lanesTtlMs) {
      const found = await read(knownOf(wanted), limit);
      if (found.candidates.length > 0) return found;
    }
    const before = knownOf(wanted);
    const [found] = await Promise.all([read(before, limit), refresh()]);
    const now = knownOf(wanted);
    return now.some((lane) => !before.includes(lane)) ? read(now, limit) : found;
  }

  async function refresh(): Promise<void> {
    const lanes = await connection.ask(() => jobs.distinct("lane", queueLanes));
    knownAt = clock.monotonic();
    for (const lane of lanes) if (lane !== undefined) known.set(lane, knownAt);
    for (const [lane, at] of known) if (knownAt - at > emptyLaneTtlMs) known.delete(lane);
  }

  function knownOf(wanted: Wanted): string[] {
    return openOf(
      [...known.keys()].filter((lane) => isWanted(lane, wanted)),
      wanted,
    );
  }

  /** Lists the templates and queues whose remote jobs wait for a worker. */
  async function remote(): Promise<RemoteLane[]> {
    const lanes = await connection.ask(() => jobs.distinct("lane", remoteLanes));
    return lanes.flatMap((lane) => (lane === undefined ? [] : [remoteLaneOf(lane)]));
  }

  async function read(lanes: string[], limit: number): Promise<Found> {
    if (lanes.length === 0 || limit <= 0) return { candidates: [], lanes };
    const skip = limit * Math.floor(clock.random() * spread);
    const found = await readFrom(lanes, limit, skip);
    const isTooFar = found.length < limit && skip > 0;
    return { candidates: isTooFar ? await readFrom(lanes, limit, 0) : found, lanes };
  }

  function readFrom(lanes: string[], limit: number, skip: number): Promise<WholeJob[]> {
    const order = { at: 1, _id: 1 } as const;
    const options = { sort: order, limit, skip, batchSize: limit + 1, hint: "places" };
    return connection.ask(() => jobs.find<WholeJob>({ lane: { $in: lanes } }, options).toArray());
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
