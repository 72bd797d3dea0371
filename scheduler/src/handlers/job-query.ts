import type { Principal } from "@formwork/contracts/account";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { parseTime } from "@formwork/contracts/time";
import type { JobQuery } from "@formwork/engine/jobs/job-query";

/** Converts the parameters of the job list and its statistics; `createdBy=me` is the caller. */
export function jobQuery(query: QueryOf<"jobs.stats">, { id: me }: Principal): JobQuery {
  const { state, template, createdBy, tag, queue, schedule, rerunOf, q, from, to } = query;
  const { error, dismissed } = query;
  return {
    state,
    template,
    createdBy: createdBy === "me" ? me : createdBy,
    tag,
    queue,
    schedule,
    rerunOf,
    error,
    dismissed,
    q,
    from: toMilliseconds(from),
    to: toMilliseconds(to),
    payload: payloadPaths(query),
  };
}

function toMilliseconds(time: string | undefined): number | undefined {
  // The row's schema accepts only what can be read.
  return time === undefined ? undefined : (parseTime(time) ?? undefined);
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
