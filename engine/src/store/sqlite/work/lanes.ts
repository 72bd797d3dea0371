import type { SQLOutputValue } from "node:sqlite";
import type { RunKind } from "@formwork/contracts/run";
import { claimKind, type RemoteLane, remoteKinds, templateOfKind } from "../../steps/claim-kind.ts";
import { turnOf } from "../../steps/turn.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { rowMaker } from "../connection/row-maker.ts";

/** `kind` is that of claims (`steps/claim-kind.ts`). */
type Lane = { kind: string; queue: string };
type Wanted = {
  kinds: RunKind[];
  queues?: string[] | undefined;
  templates?: string[] | undefined;
  limit: number;
  /** Queues of which no job may start. */
  closed: ReadonlySet<string>;
};

/** A queued job: what a move has to know, and its values, of which payload is the last. */
export type Candidate = { row: JobRow; values: SQLOutputValue[] };

/**
 * Queued jobs in the order of claims. The index has one lane per kind and queue, so a claim never
 * walks past jobs that its worker may not take, however many there are.
 */
export function createLanes(database: Database) {
  const firstOfLane = database.statement(
    `select ${jobColumns}, j.payload from standings s indexed by standings_in_line cross join jobs j on j.no = s.job
     where s.state = 'queued' and s.parked = 0 and s.kind = ? and s.queue = ?
     order by s.turn, s.job limit ?`,
  );
  const nextQueue = database.statement<{ queue: string }>(
    `select queue from standings indexed by standings_in_line where state = 'queued' and parked = 0 and kind = ? and queue > ?
     order by queue limit 1`,
  );
  const nextRemoteKind = database.statement<{ kind: string }>(
    `select kind from standings indexed by standings_in_line where state = 'queued' and parked = 0 and kind > ? and kind < '${remoteKinds.to}'
     order by kind limit 1`,
  );

  /** The first `limit` jobs over all lanes wanted, by their turn, then creation. */
  function first({ kinds, queues, templates, limit, closed }: Wanted): Candidate[] {
    const lanes = kinds
      .flatMap((kind) => claimKindsOf(kind, templates))
      .flatMap((kind) =>
        (queues ?? queuesOf(kind))
          .filter((queue) => !closed.has(queue))
          .map((queue): Lane => ({ kind, queue })),
      );
    const found = lanes.flatMap(({ kind, queue }) =>
      firstOfLane.values(kind, queue, limit).map(candidateOf),
    );
    return lanes.length < 2 ? found : found.sort(byClaimOrder).slice(0, limit);
  }

  function claimKindsOf(kind: RunKind, templates: string[] | undefined): string[] {
    if (kind !== "remote") return [kind];
    return templates?.map((template) => claimKind({ kind, template })) ?? remoteKindsQueued();
  }

  function remoteKindsQueued(): string[] {
    const kinds: string[] = [];
    for (
      let last = nextRemoteKind.get(remoteKinds.from);
      last !== undefined;
      last = nextRemoteKind.get(last.kind)
    )
      kinds.push(last.kind);
    return kinds;
  }

  /** Lists the templates and queues whose remote jobs wait for a worker. */
  function remote(): RemoteLane[] {
    return remoteKindsQueued().flatMap((kind) =>
      queuesOf(kind).map((queue) => ({ template: templateOfKind(kind), queue })),
    );
  }

  function queuesOf(kind: string): string[] {
    const queues: string[] = [];
    for (
      let last = nextQueue.get(kind, "");
      last !== undefined;
      last = nextQueue.get(kind, last.queue)
    )
      queues.push(last.queue);
    return queues;
  }
  return { first, remote };
}

const jobRow = rowMaker(jobColumns.split(", ").map((name) => name.slice(2)));

function candidateOf(values: SQLOutputValue[]): Candidate {
  return { row: jobRow(values) as JobRow, values }; // The schema makes it true.
}

function byClaimOrder({ row: a }: Candidate, { row: b }: Candidate): number {
  return turnOf(a) - turnOf(b) || a.no - b.no;
}
