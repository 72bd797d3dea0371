import type { Job } from "@formwork/contracts/job";
import { type QueryFilter, trusted } from "mongoose";
import { cursorOf, type Place, pageOf } from "../../cursor.ts";
import type { Page } from "../../page.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, jobOf, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";
import type { ChooseRuns, Chosen } from "./choose-runs.ts";
import { conditionsOf } from "./filter.ts";
import { jobCheck } from "./job-check.ts";
import type { Run } from "./runs.ts";
import { type Direction, type Segment, segmentsOf } from "./segments.ts";

type Query = Parameters<Store["findJobs"]>[0];
/** A job with its place in the list. */
type Found = WholeJob & { place: Place };
/** What a page needs of one part of a list. */
type Part = Chosen & { segment: Segment; query: Query; wanted: number };

/** A part of a run, and its order. */
type Rest = { filter: QueryFilter<JobDocument>; sort: Record<string, Direction> };

/** Runs that are read at once. */
const maxAtOnce = 4;

/** Lists jobs that match a filter, page by page. */
export function createFind({
  connection,
  results,
  chooseRuns,
}: {
  connection: Connection;
  results: Results;
  chooseRuns: ChooseRuns;
}): Pick<Store, "findJobs"> {
  async function findJobs(query: Query): Promise<Page<Job>> {
    const found = await results.join(await fetch(query));
    return pageOf(
      found,
      query.limit,
      (job) => jobOf(job),
      ({ place }) => cursorOf(query.sort, place),
    );
  }

  /** Reads the page and one job more, which shows whether there is a next page. */
  async function fetch(query: Query): Promise<Found[]> {
    const found: Found[] = [];
    for (const segment of segmentsOf(query)) {
      const wanted = query.limit + 1 - found.length;
      if (wanted === 0) break;
      const chosen = await chooseRuns.toList(segment.filter, segment.key);
      found.push(...(await fetchPart({ ...chosen, segment, query, wanted })));
    }
    return found;
  }

  /** Reads the first jobs of each run, and returns the first ones of all. */
  async function fetchPart(part: Part): Promise<Found[]> {
    const { runs, segment, wanted } = part;
    const found: Found[] = [];
    for (let from = 0; from < runs.length; from += maxAtOnce) {
      const some = runs.slice(from, from + maxAtOnce);
      found.push(...(await Promise.all(some.map((run) => readRun(part, run)))).flat());
    }
    if (runs.length > 1) found.sort((a, b) => segment.direction * compare(a.place, b.place));
    return found.slice(0, wanted);
  }

  async function readRun(part: Part, run: Run): Promise<Found[]> {
    const { segment, key, wanted } = part;
    const found: WholeJob[] = [];
    for (const rest of restsOf(key, segment)) {
      found.push(...(await read(part, { run, rest, wanted: wanted - found.length })));
      if (found.length === wanted) break;
    }
    return found.map((job) => ({
      ...job,
      place: [Number(job[segment.key] ?? 0) + segment.shift, job._id],
    }));
  }

  /**
   * Reads up to `wanted` jobs. Payload values and words are compared here, so a filter on them reads
   * on with a cursor until enough jobs match.
   */
  async function read(
    { segment, query: { signal } }: Part,
    { run, rest, wanted }: { run: Run; rest: Rest; wanted: number },
  ): Promise<WholeJob[]> {
    const filter = { $and: [...conditionsOf(segment.filter), run.where, rest.filter] };
    const isWanted = jobCheck(segment.filter);
    return connection.ask(async () => {
      const request = connection.models.jobs
        .find(filter, { steps: 0 })
        .setOptions({ sort: rest.sort, hint: run.hint, signal, batchSize: wanted });
      if (isWanted === null) return request.limit(wanted).lean<WholeJob[]>().exec();
      const found: WholeJob[] = [];
      for await (const job of request.lean<WholeJob[]>().cursor()) {
        if (isWanted(job)) found.push(job);
        if (found.length === wanted) break;
      }
      return found;
    });
  }
  return { findJobs };
}

/**
 * Returns what is left of the moment at which the page before ended, and what lies beyond it. An
 * `$or` of both would make the server sort, and so would the order by a field that is the same.
 */
function restsOf(key: Chosen["key"], { place, direction }: Segment): Rest[] {
  const sort = { [key]: direction, _id: direction };
  if (place === null) return [{ filter: {}, sort }];
  const value = key === "priority" ? place[0] : new Date(place[0]);
  const sameMoment = { [key]: trusted({ $eq: value }), _id: beyond(direction, place[1]) };
  return [
    { filter: sameMoment, sort: { _id: direction } },
    { filter: { [key]: beyond(direction, value) }, sort },
  ];
}

function beyond<T>(direction: Direction, value: T) {
  return trusted(direction === 1 ? { $gt: value } : { $lt: value });
}

function compare([keyA, idA]: Place, [keyB, idB]: Place): number {
  if (keyA !== keyB) return keyA - keyB;
  return idA < idB ? -1 : Number(idA > idB);
}
