import type { Job } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { type QueryFilter, trusted } from "mongoose";
import { cursorOf, type Place, pageOf, placeOf } from "../../cursor.ts";
import type { JobFilter } from "../../job-store.ts";
import type { Page } from "../../page.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, jobOf, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";
import { conditionsOf, payloadHolds } from "./filter.ts";

type Query = Parameters<Store["findJobs"]>[0];
type Order = { key: Key; direction: 1 | -1 };
/** What an order goes by; each has its index. Jobs without an end come before all that have one. */
type Key = "createdAt" | "runAt" | "priority" | "finishedAt";

/** Pages through the jobs that match a filter. */
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

  /** The page and one more. */
  async function fetch(query: Query): Promise<WholeJob[]> {
    const wanted = query.limit + 1;
    const found: WholeJob[] = [];
    for (const question of questionsOf(query)) {
      found.push(...(await ask(question, query.filter, wanted - found.length)));
      if (found.length === wanted) break;
    }
    return found;
  }

  /**
   * Payloads are told apart here, so where they matter nobody knows how many have to be looked at.
   */
  async function ask(
    { filter, ...options }: Question,
    { payload }: JobFilter,
    wanted: number,
  ): Promise<WholeJob[]> {
    const question = connection.models.jobs
      .find(filter, { steps: 0 })
      .setOptions({ ...options, batchSize: wanted });
    if (payload === undefined) return question.limit(wanted).lean<WholeJob[]>().exec();
    const found: WholeJob[] = [];
    for await (const job of question.lean<WholeJob[]>().cursor()) {
      if (hasPayload(job, payload)) found.push(job);
      if (found.length === wanted) break;
    }
    return found;
  }
  return { findJobs };
}

type Question = {
  filter: QueryFilter<JobDocument>;
  sort: Index;
  hint: Index;
  min?: object;
  max?: object;
};
type Index = Record<string, 1 | -1>;

/**
 * The questions that make one page, one after the other until it is full: what comes after the
 * cursor, in order.
 */
function questionsOf(query: Query): Question[] {
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
      hint: byState,
    }),
  );
}

/** In this index the jobs of each state lie in order of creation, and the server merges them. */
const byState: Index = { state: 1, createdAt: 1, _id: 1, "fixed.template": 1 };

function orderOf(sort: JobSort): Order {
  // What is left of a sort without its minus is one of the keys.
  return { key: sort.replace("-", "") as Key, direction: sort.startsWith("-") ? -1 : 1 };
}

/**
 * Where in the index the page begins: at the place itself, which `max` leaves out and `min` lets
 * in. No id follows another this closely.
 */
function bounds({ key, direction }: Order, place: Place | null): Pick<Question, "min" | "max"> {
  if (place === null) return {};
  const [value, id] = place;
  return direction === 1
    ? { min: { [key]: storedAs(key, value), _id: `${id}\0` } }
    : { max: { [key]: storedAs(key, value), _id: id } };
}

/**
 * The same for an index that begins with something else takes two questions, for with an "or" the
 * server would sort. First, what else is of that moment.
 */
function restOfMoment(
  { direction }: Order,
  place: Place | null,
): Pick<Question, "filter" | "sort">[] {
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

/** A place has times in milliseconds. */
function storedAs(key: Key, value: number): Date | number | null {
  if (key === "priority") return value;
  return key === "finishedAt" && value === 0 ? null : new Date(value);
}

function placeValue(job: WholeJob, sort: JobSort): number {
  const { key } = orderOf(sort);
  return Number(job[key] ?? 0);
}

function hasPayload(job: WholeJob, wanted: Record<string, string>): boolean {
  const payload: unknown = JSON.parse(job.fixed.payload);
  return Object.entries(wanted).every(([path, text]) => payloadHolds(payload, path, text));
}
