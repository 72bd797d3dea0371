import type { Job } from "@formwork/contracts/job";
import { cursorOf, type Place, pageOf } from "../../cursor.ts";
import type { Page } from "../../page.ts";
import type { Store } from "../../store.ts";
import { beginLooks, type Look, requestBound } from "../../verbs/look-bound.ts";
import type { Connection } from "../connection/connection.ts";
import { jobOf, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";
import { conditionsOf } from "./filter/filter.ts";
import { jobCheck } from "./filter/job-check.ts";
import type { ChooseRuns, Chosen } from "./walk/choose-runs.ts";
import type { Run } from "./walk/runs.ts";
import { type Segment, segmentsOf } from "./walk/segments.ts";
import { type Range, sliceSizes, type WalkRun } from "./walk/walk.ts";

type Query = Parameters<Store["findJobs"]>[0];
/** A job with its place in the list. */
type Found = WholeJob & { place: Place };
/** Jobs in order, and the place at which the search ended early. */
type FoundPart = { found: Found[]; reached: Place | null };
/** What a page needs of one part of a list. */
type Part = Chosen & { segment: Segment; query: Query; wanted: number; lookOf: () => Look };

/** Runs that are read at once. */
const maxAtOnce = 4;

/** Lists jobs that match a filter, page by page. */
export function createFind({
  connection,
  results,
  chooseRuns,
  walk,
  monotonic,
}: {
  connection: Connection;
  results: Results;
  chooseRuns: ChooseRuns;
  walk: WalkRun;
  monotonic: () => number;
}): Pick<Store, "findJobs"> {
  async function findJobs(query: Query): Promise<Page<Job>> {
    const { found, reached } = await fetch(query);
    return pageOf(
      await results.join(found),
      query.limit,
      (job) => jobOf(job),
      ({ place }) => cursorOf(query.sort, place),
      reached && cursorOf(query.sort, reached),
    );
  }

  /** Reads the page and one job more, which shows whether there is a next page. */
  async function fetch(query: Query): Promise<FoundPart> {
    const all: Found[] = [];
    for (const segment of segmentsOf(query)) {
      const wanted = query.limit + 1 - all.length;
      if (wanted === 0) break;
      const { bound = requestBound } = query;
      const chosen = await chooseRuns.toList(segment.filter, segment.key, bound);
      const looks = { runs: chosen.runs.length, slices: sliceSizes, monotonic };
      const lookOf = beginLooks(bound, looks);
      const { found, reached } = await fetchPart({ ...chosen, segment, query, wanted, lookOf });
      all.push(...found);
      if (reached !== null) return { found: all, reached };
    }
    return { found: all, reached: null };
  }

  /** Reads the first jobs of each run, and returns the first ones of all. */
  async function fetchPart(part: Part): Promise<FoundPart> {
    const { runs, segment, wanted } = part;
    const parts: FoundPart[] = [];
    for (let from = 0; from < runs.length; from += maxAtOnce) {
      const some = runs.slice(from, from + maxAtOnce);
      parts.push(...(await Promise.all(some.map((run) => readRun(part, run)))));
    }
    const inOrder = (a: Place, b: Place) => segment.direction * compare(a, b);
    // Beyond the place that one run has reached, others may have jobs that it would have too.
    const [reached = null] = parts
      .flatMap((one) => (one.reached === null ? [] : [one.reached]))
      .sort(inOrder);
    const found = parts
      .flatMap((one) => one.found)
      .filter(({ place }) => reached === null || inOrder(place, reached) <= 0)
      .sort((a, b) => inOrder(a.place, b.place));
    return { found: found.slice(0, wanted), reached };
  }

  async function readRun(part: Part, run: Run): Promise<FoundPart> {
    const { segment, key, isFew, wanted, lookOf, query } = part;
    const { filter, direction, place, shift } = segment;
    const found: WholeJob[] = [];
    const order = { key, direction, isFew, start: place };
    const reached = await walk(
      { run, filter, look: lookOf(), ...order },
      async (ranges) => {
        for (const range of ranges) {
          const next = { run, range, wanted: wanted - found.length };
          // Each slice is a call of its own: many of them may take longer than a call may.
          found.push(...(await connection.ask(() => read(part, next))));
          if (found.length === wanted) return true;
        }
        return false;
      },
      query.signal,
    );
    return {
      found: found.map((job) => ({
        ...job,
        place: [Number(job[segment.key] ?? 0) + shift, job._id],
      })),
      reached: reached && [reached[0] + shift, reached[1]],
    };
  }

  /**
   * Reads up to `wanted` jobs. Payload values and words are compared here, so a filter on them reads
   * on with a cursor until enough jobs match.
   */
  async function read(
    { segment, query: { signal } }: Part,
    { run, range, wanted }: { run: Run; range: Range; wanted: number },
  ): Promise<WholeJob[]> {
    const filter = { $and: [...conditionsOf(segment.filter), run.where, range.filter] };
    const isWanted = jobCheck(segment.filter);
    const request = connection.models.jobs
      .find(filter, { steps: 0 })
      .setOptions({ sort: range.sort, hint: run.hint, signal, batchSize: wanted });
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

function compare([keyA, idA]: Place, [keyB, idB]: Place): number {
  if (keyA !== keyB) return keyA - keyB;
  return idA < idB ? -1 : Number(idA > idB);
}
