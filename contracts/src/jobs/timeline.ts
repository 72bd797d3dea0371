import type { Static, TProperties } from "typebox";
import { closed, count, duration, nullable, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { jobFilters } from "./job-query.ts";

/** What ended when, in equal steps of time. */

const { from: _from, to: _to, timeField: _timeField, ...filters } = jobFilters;

/** Parameters of a timeline: its steps, its range, and filters of the jobs that it counts. */
export const timelineParameters = {
  bucket: Type.Optional(
    duration("Length of a bucket in whole minutes, such as 1m, 5m, 1h or 1d; 5m unless told"),
  ),
  from: Type.Optional(
    time("Start of the first bucket, rounded down; a day before `to` unless told"),
  ),
  to: Type.Optional(time("End of the last bucket, rounded up; now unless told")),
  ...filters,
} as const satisfies TProperties;

/** Buckets of one timeline at most: a day by the minute, or a year by the day several times. */
export const maxTimelineBuckets = 1500;

const Percentiles = (description: string) =>
  closed(
    {
      p50: nullable(Type.Number(), "Half of the jobs took no longer; null without any"),
      p95: nullable(Type.Number(), "95 of 100 jobs took no longer; null without any"),
    },
    { description },
  );

const numbers = {
  succeeded: count("Jobs that succeeded in it"),
  failed: count("Jobs that failed in it, with all attempts used"),
  cancelled: count("Jobs that were cancelled in it"),
  wait: Percentiles(
    "Milliseconds from due to the start of the last attempt, of jobs that succeeded or failed",
  ),
  run: Percentiles("Milliseconds that the last attempt took, of jobs that succeeded or failed"),
};

export const TimelineBucket = closed({
  at: time("When the bucket begins; its end is the start of the next one"),
  ...numbers,
});
export type TimelineBucket = Static<typeof TimelineBucket>;

export const Timeline = closed({
  items: Type.Array(TimelineBucket, {
    description: "Every bucket of the range, the first one first",
  }),
  total: closed(numbers, { description: "The whole range, as if it were one bucket" }),
  complete: Type.Boolean({
    description:
      "False where there may be more than is counted: while a part of the range is counted anew, after a gap of the event log; and where so many jobs had to be looked at that the count ended early, with those that ended last",
  }),
});
export type Timeline = Static<typeof Timeline>;
