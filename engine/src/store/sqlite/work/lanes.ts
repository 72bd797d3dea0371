import type { RunKind } from "@formwork/contracts/template";
import type { WholeRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

type Lane = { kind: RunKind; queue: string };
type Wanted = { kinds: RunKind[]; queues?: string[] | undefined; limit: number };

/**
 * Queued jobs in the order of claims. The index keeps one lane per kind and queue, so a worker
 * never walks past jobs it may not take, however many there are.
 */
export function createLanes({ database }: { database: Database }) {
  const firstOfLane = database.statement<WholeRow>(
    `select jobs.*, payload, result from jobs cross join payloads on job = no
     where state = 'queued' and parked = 0 and kind = ? and queue = ? order by priority desc, runAt, id limit ?`,
  );
  const nextQueue = database.statement<{ queue: string }>(
    "select queue from jobs where state = 'queued' and parked = 0 and kind = ? and queue > ? order by queue limit 1",
  );

  /** The first `limit` jobs over all lanes wanted: by priority, then due time, then id. */
  function first({ kinds, queues, limit }: Wanted): WholeRow[] {
    const lanes = kinds.flatMap((kind) =>
      (queues ?? queuesOf(kind)).map((queue): Lane => ({ kind, queue })),
    );
    const rows = lanes.flatMap(({ kind, queue }) => firstOfLane.all(kind, queue, limit));
    return lanes.length < 2 ? rows : rows.sort(byClaimOrder).slice(0, limit);
  }

  function queuesOf(kind: RunKind): string[] {
    const queues: string[] = [];
    for (
      let last = nextQueue.get(kind, "");
      last !== undefined;
      last = nextQueue.get(kind, last.queue)
    )
      queues.push(last.queue);
    return queues;
  }
  return { first };
}

function byClaimOrder(a: WholeRow, b: WholeRow): number {
  return b.priority - a.priority || a.runAt - b.runAt || (a.id < b.id ? -1 : 1);
}
