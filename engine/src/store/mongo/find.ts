import type { Job } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/operations";
import { type QueryFilter, trusted } from "mongoose";
import { cursorOf, type Place, pageOf, placeOf } from "../cursor.ts";
import type { JobFilter, Page, Store } from "../store.ts";
import type { Connection } from "./connection.ts";
import { type JobDocument, jobOf, type WholeJob } from "./documents.ts";
import { conditionsOf, payloadHolds } from "./filter.ts";
import type { Results } from "./results.ts";

type Query = Parameters<Store["findJobs"]>[0];
type Order = { key: Key; direction: 1 | -1 };
type Key = keyof typeof indexes;

/** What each order goes by, and its index. Jobs without an end come before all that have one. */
const indexes = { createdAt: "by_created_at", runAt: "by_run_at", priority: "by_priority", finishedAt: "by_finished_at" } as const;

/** Pages through the jobs that match a filter. */
export function createFind({ connection, results }: { connection: Connection; results: Results }): Pick<Store, "findJobs"> {
  async function findJobs(query: Query): Promise<Page<Job>> {
    const found = await results.join(await connection.ask(() => fetch(query)));
    return pageOf(found, query.limit, jobOf, (job) => cursorOf(query.sort, [placeValue(job, query.sort), job._id]));
  }

  /** The page and one more. */
  async function fetch(query: Query): Promise<WholeJob[]> {
    const { filter, sort, hint } = questionOf(query);
    const cursor = connection.models.jobs
      .find(filter, { steps: 0 })
      .sort(sort)
      .hint(hint)
      .lean<WholeJob[]>()
      .cursor({ batchSize: query.limit + 1 });
    const found: WholeJob[] = [];
    for await (const job of cursor) {
      if (hasPayload(job, query.filter)) found.push(job);
      if (found.length > query.limit) break;
    }
    return found;
  }
  return { findJobs };
}

/** The question of one page: what comes after the cursor, in order. */
export function questionOf(query: Query): { filter: QueryFilter<JobDocument>; sort: Record<string, 1 | -1>; hint: string } {
  const order = orderOf(query.sort);
  const place = query.cursor === undefined ? [] : beyond(order, placeOf(query.sort, query.cursor));
  // In the index on states the jobs of each state lie in order of creation, and the server merges them.
  const hint = query.filter.state !== undefined && order.key === "createdAt" ? "by_state" : indexes[order.key];
  return {
    filter: { $and: [...conditionsOf(query.filter), ...place] },
    sort: { [order.key]: order.direction, _id: order.direction },
    hint,
  };
}

function orderOf(sort: JobSort): Order {
  // What is left of a sort without its minus is one of the keys.
  return { key: sort.replace("-", "") as Key, direction: sort.startsWith("-") ? -1 : 1 };
}

/** The first condition says nothing new, but lets an index start at the place instead of at the list's beginning. */
function beyond({ key, direction }: Order, [value, id]: Place): QueryFilter<JobDocument>[] {
  const [further, since] = direction === 1 ? ["$gt", "$gte"] : ["$lt", "$lte"];
  const same = { [key]: storedAs(key, value), _id: trusted({ [further ?? ""]: id }) };
  const isNone = key === "finishedAt" && value === 0;
  const none = { [key]: null };
  if (isNone) return direction === 1 ? [{ $or: [same, { [key]: trusted({ $ne: null }) }] }] : [same];
  const after = [same, { [key]: trusted({ [further ?? ""]: storedAs(key, value) }) }];
  if (key === "finishedAt" && direction === -1) return [{ $or: [...after, none] }];
  return [{ [key]: trusted({ [since ?? ""]: storedAs(key, value) }) }, { $or: after }];
}

/** A place has times in milliseconds. */
function storedAs(key: Key, value: number): Date | number | null {
  if (key === "priority") return value;
  return key === "finishedAt" && value === 0 ? null : new Date(value);
}

function placeValue(job: WholeJob, sort: JobSort): number {
  const { key } = orderOf(sort);
  return Number(job[key] ?? 0);
}

function hasPayload(job: WholeJob, filter: JobFilter): boolean {
  const wanted = Object.entries(filter.payload ?? {});
  if (wanted.length === 0) return true;
  const payload: unknown = JSON.parse(job.payload);
  return wanted.every(([path, text]) => payloadHolds(payload, path, text));
}
