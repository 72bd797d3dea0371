import type { SQLOutputValue } from "node:sqlite";
import type { RunKind } from "@formwork/contracts/run";
import {
  claimKind,
  type RemoteLane,
  remoteKinds,
  templateOfKind,
} from "../../../steps/claim-kind.ts";
import { type JobRow, jobColumns } from "../../commit/rows.ts";
import type { Database } from "../../connection/database.ts";
import { rowMaker } from "../../connection/row-maker.ts";
import { createMergeLanes, type Place } from "./merge-lanes.ts";

/** `kind` is that of claims (`steps/claim-kind.ts`). */
type Lane = { kind: string; queue: string };
/** The first job of a lane. */
type Head = Lane & Place;
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
 * walks past jobs that its worker may not take, however many there are. Of many lanes it looks at
 * the first job of each, and at more of those alone whose jobs can be among the ones wanted.
 */
export function createLanes(database: Database) {
  const merge = createMergeLanes(database);
  const firstOfLane = database.statement(
    `select ${jobColumns}, j.payload from standings s indexed by standings_in_line cross join jobs j on j.no = s.job
     where s.state = 'queued' and s.parked = 0 and s.kind = ? and s.queue = ?
     order by s.turn, s.job limit ?`,
  );
  const nextHead = database.statement<{ queue: string } & Place>(
    `select queue, turn, job from standings indexed by standings_in_line
     where state = 'queued' and parked = 0 and kind = ? and queue > ? order by queue, turn, job limit 1`,
  );
  const headOf = database.statement<Place>(
    `select turn, job from standings indexed by standings_in_line
     where state = 'queued' and parked = 0 and kind = ? and queue = ? order by turn, job limit 1`,
  );
  const nextRemoteKind = database.statement<{ kind: string }>(
    `select kind from standings indexed by standings_in_line where state = 'queued' and parked = 0 and kind > ? and kind < '${remoteKinds.to}'
     order by kind limit 1`,
  );

  /** The first `limit` jobs over all lanes wanted, by their turn, then creation. */
  function first({ kinds, queues, templates, limit, closed }: Wanted): Candidate[] {
    const heads = kinds
      .flatMap((kind) => claimKindsOf(kind, templates))
      .flatMap((kind) => headsOf(kind, queues))
      .filter(({ queue }) => !closed.has(queue));
    const [only] = heads;
    if (only === undefined) return [];
    return heads.length === 1
      ? firstOfLane.values(only.kind, only.queue, limit).map(candidateOf)
      : merge(heads, limit).map(candidateOf);
  }

  function headsOf(kind: string, queues: string[] | undefined): Head[] {
    const found = queues?.flatMap((queue) => {
      const head = headOf.get(kind, queue);
      return head === undefined ? [] : [{ kind, queue, ...head }];
    });
    return found ?? allHeadsOf(kind);
  }

  function allHeadsOf(kind: string): Head[] {
    const heads: Head[] = [];
    for (
      let last = nextHead.get(kind, "");
      last !== undefined;
      last = nextHead.get(kind, last.queue)
    )
      heads.push({ kind, ...last });
    return heads;
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
      allHeadsOf(kind).map(({ queue }) => ({ template: templateOfKind(kind), queue })),
    );
  }
  return { first, remote };
}

const jobRow = rowMaker(jobColumns.split(", ").map((name) => name.slice(2)));

function candidateOf(values: SQLOutputValue[]): Candidate {
  return { row: jobRow(values) as JobRow, values }; // The schema makes it true.
}
