import { type QueryFilter, trusted } from "mongoose";
import type { Place } from "../../../cursor.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Look, SliceSizes } from "../../../verbs/look-bound.ts";
import type { Connection } from "../../connection/connection.ts";
import type { JobDocument } from "../../record/documents.ts";
import type { Chosen } from "./choose-runs.ts";
import type { Run } from "./runs.ts";
import type { Direction } from "./segments.ts";

/** Jobs of a run that lie side by side in its index, and their order. */
export type Range = { filter: QueryFilter<JobDocument>; sort: Record<string, Direction> };

/**
 * Jobs that are looked at before the time is compared with the bound: of the first ones some 6 ms
 * where each is read as a document, of the most some 10 ms where its index tells what it has.
 */
export const sliceSizes: SliceSizes = { first: 250, most: 4000 };

type Order = { key: Chosen["key"]; direction: Direction };
type Walk = Order & {
  run: Run;
  filter: JobFilter;
  /** The jobs of the run are few, and do not lie in its order. */
  isFew: boolean;
  look: Look;
  /** The place after which the run begins; null at its beginning. */
  start?: Place | null;
  /** All of the run is read, as for a count; else no more than a page, where all of it matches. */
  isWhole?: boolean;
};

/** Makes the walk along a run, slice by slice. */
export function createWalk({ connection }: { connection: Connection }) {
  /** Returns the place of about the `size`-th job after a place; null where the run ends before. */
  async function placeAfter(
    { run, filter, ...order }: Walk,
    { after, size }: { after: Place | null; size: number },
    signal: AbortSignal | undefined,
  ): Promise<Place | null> {
    const { key } = order;
    const found = await Promise.all(
      rangesOf(order, { after, end: null }).map((range) =>
        connection.ask(() =>
          connection.models.jobs
            .find(
              { $and: [run.where, timesAlong(key, filter), range.filter] },
              { _id: 1, [key]: 1 },
            )
            .setOptions({ sort: range.sort, hint: run.hint, skip: size - 1, limit: 1, signal })
            .lean<(Pick<JobDocument, "_id"> & Partial<Record<Chosen["key"], Date | number>>)[]>()
            .exec(),
        ),
      ),
    );
    const [last] = found.flat();
    return last === undefined ? null : [Number(last[key]), last._id];
  }

  /**
   * Walks a run; `read` reads the jobs of some ranges, in order, and returns whether it has enough.
   * Returns the place at which the look was over; null where the run ended before, or `read` had
   * enough.
   */
  return async function walk(
    params: Walk,
    read: (ranges: Range[]) => Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<Place | null> {
    const { run, filter, isFew, look, start = null, isWhole = false } = params;
    const isLong = !isFew && (isWhole || !isDecided(filter, run));
    for (let after = start; ; ) {
      const size = look.sliceSize();
      const end = isLong ? await placeAfter(params, { after, size }, signal) : null;
      if ((await read(rangesOf(params, { after, end }))) || end === null) return null;
      if (look.isOverAfter(size)) return end;
      after = end;
    }
  };
}
export type WalkRun = ReturnType<typeof createWalk>;

/** Whether all jobs of a run match a filter. */
function isDecided(filter: JobFilter, { decides }: Run): boolean {
  return Object.entries(filter).every(
    ([part, value]) => value === undefined || decides.some((decided) => decided === part),
  );
}

/** The times that a filter asks for, where the run goes along them. */
function timesAlong(key: Chosen["key"], filter: JobFilter): QueryFilter<JobDocument> {
  const { from, to } =
    key === "finishedAt" ? { from: filter.finishedFrom, to: filter.finishedTo } : filter;
  if (key !== "createdAt" && key !== "finishedAt") return {};
  return {
    $and: [
      ...(from === undefined ? [] : [{ [key]: trusted({ $gte: new Date(from) }) }]),
      ...(to === undefined ? [] : [{ [key]: trusted({ $lt: new Date(to) }) }]),
      {},
    ],
  };
}

/**
 * Returns what lies after a place up to another one, in order; null is open. What shares its moment
 * with a place is a range of its own: an `$or` of both would make the server sort, and so would the
 * order by a field that is the same.
 */
function rangesOf(
  { key, direction }: Order,
  { after, end }: { after: Place | null; end: Place | null },
): Range[] {
  const sort = { [key]: direction, _id: direction };
  const keyOf = ([value]: Place) => (key === "priority" ? value : new Date(value));
  const beyond = direction === 1 ? "$gt" : "$lt";
  const before = direction === 1 ? "$lt" : "$gt";
  const within = (place: Place, ids: object): Range => ({
    filter: { [key]: trusted({ $eq: keyOf(place) }), _id: trusted(ids) },
    sort: { _id: direction },
  });
  if (after !== null && end !== null && after[0] === end[0])
    return [within(after, { [beyond]: after[1], [`${before}e`]: end[1] })];
  const between = {
    ...(after !== null && { [beyond]: keyOf(after) }),
    ...(end !== null && { [before]: keyOf(end) }),
  };
  const isOpen = after === null && end === null;
  return [
    ...(after === null ? [] : [within(after, { [beyond]: after[1] })]),
    { filter: isOpen ? {} : { [key]: trusted(between) }, sort },
    ...(end === null ? [] : [within(end, { [`${before}e`]: end[1] })]),
  ];
}
