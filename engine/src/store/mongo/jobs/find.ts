import type { Job } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { type QueryFilter, trusted } from "mongoose";
import { cursorOf, type Place, pageOf, placeOf } from "../../cursor.ts";
import type { Page } from "../../page.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, jobOf, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";
import { conditionsOf } from "./filter.ts";
import { filterIndex } from "./filter-index.ts";
import { jobCheck } from "./job-check.ts";

type Query = Parameters<Store["findJobs"]>[0];
type Order = { key: Key; direction: 1 | -1 };
/** The field that jobs are ordered by; each has an index. Jobs without an end come first. */
type Key = "createdAt" | "runAt" | "priority" | "finishedAt";

/** Lists jobs that match a filter, page by page. */
export function createFind({
  connection,
  results,
}: {
  connection: Connection;
  results: Results;
}): Pick<Store, "findJobs"> {
  async function findJobs(query: Query): Promise<Page<Job>> {
    const found = await results.join(await connection.ask(() => fetch(query)));
    return pageOf(
      found,
      query.limit,
      (job) => jobOf(job),
      (job) => cursorOf(query.sort, [placeValue(job, query.sort), job._id]),
    );
  }

  /** Reads the page and one job more, which shows whether there is a next page. */
  async function fetch(query: Query): Promise<WholeJob[]> {
    const wanted = query.limit + 1;
    const found: WholeJob[] = [];
    for (const part of queriesOf(query)) {
      found.push(...(await read(part, query, wanted - found.length)));
      if (found.length === wanted) break;
    }
    return found;
  }

  /**
   * Reads up to `wanted` jobs. Payload values and words are compared here, so a filter on them reads
   * on with a cursor until enough jobs match.
   */
  async function read(
    { filter, ...options }: PageQuery,
    { filter: wish, signal }: Query,
    wanted: number,
  ): Promise<WholeJob[]> {
    const request = connection.models.jobs
      .find(filter, { steps: 0 })
      .setOptions({ ...options, signal, batchSize: wanted });
    const isWanted = jobCheck(wish);
    if (isWanted === null) return request.limit(wanted).lean<WholeJob[]>().exec();
    const found: WholeJob[] = [];
    for await (const job of request.lean<WholeJob[]>().cursor()) {
      if (isWanted(job)) found.push(job);
      if (found.length === wanted) break;
    }
    return found;
  }
  return { findJobs };
}

/** One query of a page; `min` and `max` bound the index in `hint`. */
type PageQuery = {
  filter: QueryFilter<JobDocument>;
  sort: Index;
  hint: string | Index;
  min?: object;
  max?: object;
};
type Index = Record<string, 1 | -1>;

/**
 * Returns the queries that make up a page from its cursor on. They are run one after the other until
 * the page is full.
 */
function queriesOf(query: Query): PageQuery[] {
  const order = orderOf(query.sort);
  const place = query.cursor === undefined ? null : placeOf(query.sort, query.cursor);
  const conditions = conditionsOf(query.filter);
  const sort = { [order.key]: order.direction, _id: order.direction };
  if (order.key !== "createdAt")
    return [
      {
        filter: { $and: conditions },
        sort,
        hint: { [order.key]: 1, _id: 1 },
        ...bounds(order, place),
      },
    ];
  return [...restOfMoment(order, place), { filter: laterThan(order, place), sort }].map(
    ({ filter, sort }) => ({
      filter: { $and: [...conditions, filter] },
      sort,
      hint: filterIndex(query.filter),
    }),
  );
}

function orderOf(sort: JobSort): Order {
  // What is left of a sort without its minus is one of the keys.
  return { key: sort.replace("-", "") as Key, direction: sort.startsWith("-") ? -1 : 1 };
}

/**
 * Bounds an index at the place where the page before ended. `max` is exclusive; `min` is inclusive,
 * so it names the next id possible, which no job has.
 */
function bounds({ key, direction }: Order, place: Place | null): Pick<PageQuery, "min" | "max"> {
  if (place === null) return {};
  const [value, id] = place;
  return direction === 1
    ? { min: { [key]: storedAs(key, value), _id: `${id}\0` } }
    : { max: { [key]: storedAs(key, value), _id: id } };
}

/**
 * Selects what is left of the moment at which the page before ended. The index by state begins with
 * another field, so it cannot be bounded; an `$or` of both parts would make the server sort.
 */
function restOfMoment(
  { direction }: Order,
  place: Place | null,
): Pick<PageQuery, "filter" | "sort">[] {
  if (place === null) return [];
  const [createdAt, id] = [new Date(place[0]), place[1]];
  return [
    {
      filter: { createdAt, _id: trusted(direction === 1 ? { $gt: id } : { $lt: id }) },
      sort: { _id: direction },
    },
  ];
}

function laterThan({ direction }: Order, place: Place | null): QueryFilter<JobDocument> {
  if (place === null) return {};
  const createdAt = new Date(place[0]);
  return { createdAt: trusted(direction === 1 ? { $gt: createdAt } : { $lt: createdAt }) };
}

/** Returns a value of a place, which has times in milliseconds, as documents have it. */
function storedAs(key: Key, value: number): Date | number | null {
  if (key === "priority") return value;
  return key === "finishedAt" && value === 0 ? null : new Date(value);
}

function placeValue(job: WholeJob, sort: JobSort): number {
  const { key } = orderOf(sort);
  return Number(job[key] ?? 0);
}
