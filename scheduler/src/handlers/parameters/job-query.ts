import type { Principal } from "@formwork/contracts/account";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { jobSight } from "@formwork/contracts/policies/jobs";
import { fail } from "@formwork/engine/errors";
import type { JobQuery } from "@formwork/engine/jobs/job-query";
import { withinSight } from "@formwork/engine/jobs/within-sight";
import { timeOf } from "./time-of.ts";

/**
 * Converts the parameters of the job list and its statistics; `createdBy=me` is the caller. Foreign
 * jobs do not match; `toRun` leaves out those that the caller may not let run again.
 */
export function jobQuery(
  query: QueryOf<"jobs.stats">,
  principal: Principal,
  toRun = false,
): JobQuery {
  const { state, template, createdBy, tag, queue, schedule, rerunOf, q } = query;
  const { error, dismissed } = query;
  return {
    state,
    ...withinSight(
      { template, createdBy: createdBy === "me" ? principal.id : createdBy },
      jobSight(principal, toRun),
    ),
    tag,
    queue,
    schedule,
    rerunOf,
    error,
    dismissed,
    q,
    ...rangeOf(query),
    payload: payloadPaths(query),
  };
}

/** Returns the filter of the time that `from` and `to` bound. */
function rangeOf({ from, to, timeField }: QueryOf<"jobs.stats">) {
  const range = { from: timeOf(from), to: timeOf(to) };
  if (range.from !== undefined && range.to !== undefined && range.from > range.to)
    fail("invalid-request", "/query/to is before from", [
      { pointer: "/query/to", message: "must not be before `from`", keyword: "minimum" },
    ]);
  return timeField === "finishedAt" ? { finishedFrom: range.from, finishedTo: range.to } : range;
}

/** Converts `payload.a.b=x` to `{ "a.b": "x" }`. */
function payloadPaths(query: object): Record<string, string> | undefined {
  const paths = Object.entries(query).filter(([key]) => key.startsWith("payload."));
  return paths.length === 0
    ? undefined
    : Object.fromEntries(
        paths.map(([key, value]) => [key.slice("payload.".length), String(value)]),
      );
}
