import type { JobSort } from "@formwork/contracts/job-query";
import { finalStates, isFinal, type JobState, jobStates } from "@formwork/contracts/states";
import { type Place, placeOf } from "../../../cursor.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";

/** The field that jobs are ordered by. */
export type Key = "createdAt" | "runAt" | "priority" | "finishedAt";
export type Direction = 1 | -1;

/**
 * A part of a list whose jobs are ordered by one field, from the place on where the page before
 * ended. `shift` is added to the values of places, so that those of a list's parts can be compared.
 */
export type Segment = {
  key: Key;
  direction: Direction;
  filter: JobFilter;
  place: Place | null;
  shift: number;
};

/** Added to the times of jobs without an end, which come before all that have one. */
const beforeAllTimes = -(10 ** 15);

/**
 * Returns the parts of a list from its cursor on. By end it has two: jobs without one are ordered by
 * creation. Fails with `invalid-request` for a cursor of another list.
 */
export function segmentsOf(query: {
  filter: JobFilter;
  sort: JobSort;
  cursor?: string | undefined;
}): Segment[] {
  const { filter, sort, cursor } = query;
  // What is left of a sort without its minus is one of the keys.
  const key = sort.replace("-", "") as Key;
  const direction = sort.startsWith("-") ? -1 : 1;
  const place = cursor === undefined ? null : placeOf(sort, cursor);
  if (key !== "finishedAt") return [{ key, direction, filter, place, shift: 0 }];
  const open = hasRangeOfEnds(filter) ? [] : jobStates.filter((state) => !isFinal(state));
  const rising: Segment[] = [
    { ...among(filter, open), key: "createdAt", direction, place: null, shift: beforeAllTimes },
    { ...among(filter, finalStates), key, direction, place: null, shift: 0 },
  ];
  return fromPlace(direction === 1 ? rising : rising.toReversed(), place);
}

/** Whether a filter leaves only jobs that ended within a time. */
export function hasRangeOfEnds({ finishedFrom, finishedTo }: JobFilter): boolean {
  return finishedFrom !== undefined || finishedTo !== undefined;
}

function fromPlace(segments: Segment[], place: Place | null): Segment[] {
  if (place === null) return segments;
  const isOpen = place[0] < 0;
  const first = segments.findIndex(({ shift }) => shift < 0 === isOpen);
  return segments
    .slice(first)
    .map((segment, index) =>
      index > 0 ? segment : { ...segment, place: [place[0] - segment.shift, place[1]] },
    );
}

function among(filter: JobFilter, states: readonly JobState[]): Pick<Segment, "filter"> {
  const wanted = filter.state ?? states;
  return { filter: { ...filter, state: states.filter((state) => wanted.includes(state)) } };
}
