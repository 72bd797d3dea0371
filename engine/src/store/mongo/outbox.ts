import type { mongo } from "mongoose";
import type { Clock } from "../../runtime/clock.ts";
import type { Store } from "../store.ts";
import type { Connection } from "./connection.ts";
import { type JobDocument, type JobRecord, withoutPayload } from "./documents.ts";
import type { Held } from "./held.ts";
import type { Prune } from "./prune.ts";
import type { Confirmed, Unpublished } from "./unpublished.ts";

type OutboxDeps = { connection: Connection; clock: Clock; unpublished: Unpublished; held: Held; prune: Prune };

/** Milliseconds after which any process takes up what another left behind (R7), and how often this one looks. */
const leftAfter = 2000;
/** Milliseconds for which the mark of a job in hand may wait for the job's next write. */
const patience = 500;

/** Events on their way to the bus. */
export function createOutbox({ connection, clock, unpublished, held, prune }: OutboxDeps) {
  const { jobs } = connection.collections;
  const owing = new Map<string, Confirmed>();
  let payLater: NodeJS.Timeout | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** What this process knows of; when that is nothing, and it is time, what others left behind. */
  async function takeOutbox({ limit }: { limit: number }) {
    if (unpublished.isEmpty() && clock.monotonic() - lookedAt >= leftAfter) await sweep(limit);
    return unpublished.take(limit);
  }

  async function sweep(limit: number): Promise<void> {
    const left = { unsent: { $exists: true }, $expr: { $lte: ["$unsent", { $subtract: ["$$NOW", leftAfter] }] } };
    const options = { projection: withoutPayload, sort: { unsent: 1 }, limit, batchSize: limit + 1, hint: "outbox" } as const;
    const found = await connection.ask(() => jobs.find<JobRecord>(left, options).toArray());
    for (const job of found) unpublished.note(job);
    // There may be more of it: the next question is not put off.
    lookedAt = found.length < limit ? clock.monotonic() : Number.NEGATIVE_INFINITY;
  }

  async function clearOutbox({ positions }: { positions: string[] }): Promise<void> {
    const confirmed = unpublished.confirm(positions);
    const [later, now] = split(confirmed, ({ job }) => held.has(job._id));
    for (const one of later) owing.set(one.job._id, one);
    if (owing.size > 0) payLater ??= setTimeout(() => payAll().catch(() => undefined), patience).unref();
    await pay(now);
  }

  /** Marks what is owed still. A job in hand that is soon written about needs no write of its own for it. */
  async function payAll(): Promise<void> {
    clearTimeout(payLater);
    payLater = undefined;
    const due = [...owing.values()].filter(({ job, relayed }) => unpublished.relayed(job._id) === relayed);
    owing.clear();
    await pay(due);
  }

  /** Writes what the bus has confirmed. If that fails somebody finds the events again, and consumers drop them. */
  async function pay(confirmed: Confirmed[]): Promise<void> {
    try {
      await markAll(confirmed);
      for (const { job, relayed } of confirmed) held.mark(job._id, relayed);
    } finally {
      for (const { job, relayed } of confirmed) unpublished.paid(job._id, relayed);
    }
  }

  async function markAll(confirmed: Confirmed[]): Promise<void> {
    const [whole, partly] = split(confirmed, ({ job, relayed }) => job.seq === relayed);
    const [gone, kept] = split(whole, ({ job }) => job.steps.at(-1)?.c === "delete");
    const moved = await payWhole(kept);
    await run([...partly, ...moved], (relayed) => ({ filter: { relayed: { $lt: relayed } }, update: { $set: { relayed } } }));
    await prune(gone.map(({ job }) => job._id));
  }

  /** Marks jobs that have nothing more to relay; answers those of which that is no longer true, because others wrote about them. */
  async function payWhole(confirmed: Confirmed[]): Promise<Confirmed[]> {
    const matched = await run(confirmed, (relayed) => ({
      filter: { seq: relayed },
      update: { $set: { relayed }, $unset: { unsent: true } },
    }));
    return matched === confirmed.length ? [] : confirmed;
  }

  async function run(confirmed: Confirmed[], statementOf: (relayed: number) => Statement): Promise<number> {
    if (confirmed.length === 0) return 0;
    const statements = [...Map.groupBy(confirmed, ({ relayed }) => relayed)].map(([relayed, group]) => {
      const { filter, update } = statementOf(relayed);
      return { updateMany: { filter: { _id: { $in: group.map(({ job }) => job._id) }, ...filter }, update } };
    });
    return (await connection.ask(() => jobs.bulkWrite(statements, { ordered: false }))).matchedCount;
  }
  return { takeOutbox, clearOutbox, payAll } satisfies Pick<Store, "takeOutbox" | "clearOutbox"> & { payAll: () => Promise<void> };
}

type Statement = { filter: mongo.Filter<JobDocument>; update: mongo.UpdateFilter<JobDocument> };

function split<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
