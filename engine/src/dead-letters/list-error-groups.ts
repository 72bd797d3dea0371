import { type ErrorGroup, type ErrorGroups, errorDays } from "@formwork/contracts/dead-letter";
import { type JobQuery, jobFilterOf } from "../jobs/job-query.ts";
import type { Clock } from "../runtime/clock.ts";
import { keyOfGroup, templateOfGroup } from "../store/errors/error-group.ts";
import { normaliseError } from "../store/errors/normalise-error.ts";
import { isoTime } from "../store/iso-time.ts";
import type { Paging } from "../store/page.ts";
import type { Store } from "../store/store.ts";
import type { ErrorSort, ErrorGroup as StoredGroup } from "../store/verbs/job-store.ts";
import { requestBound } from "../store/verbs/look-bound.ts";
import type { Templates } from "../templates/templates.ts";

type Deps = { store: Store; clock: Clock; templates: Pick<Templates, "titles"> };
type Params = { query: JobQuery; sort: ErrorSort; signal?: AbortSignal | undefined } & Paging;

const dayMs = 86_400_000;

/**
 * Returns a page of groups of failed jobs, or of those made last where they are many. A long count
 * ends when `signal` aborts.
 */
export async function listErrorGroups(
  { store, clock, templates }: Deps,
  { query: { state, ...query }, ...params }: Params,
): Promise<ErrorGroups> {
  // Jobs in another state are in no group.
  if (state !== undefined && !state.includes("failed"))
    return { items: [], next: null, groups: 0, jobs: 0, complete: true };
  const filter = { dismissed: false, ...(await jobFilterOf(templates, query)) };
  const now = clock.now();
  const since = Array.from({ length: errorDays }, (_, day) => now - (errorDays - day) * dayMs);
  const asked = { ...params, filter, since, bound: requestBound };
  const { items, isComplete, ...rest } = await store.findErrors(asked);
  return { items: items.map(presentGroup), ...rest, complete: isComplete };
}

function presentGroup(stored: StoredGroup): ErrorGroup {
  const { group, count, firstAt, lastAt, sampleId, error, since } = stored;
  return {
    key: keyOfGroup(group),
    template: templateOfGroup(group),
    message: normaliseError(error?.message ?? ""),
    count,
    firstAt: isoTime(firstAt),
    lastAt: isoTime(lastAt),
    sampleId,
    days: since.map((jobs, day) => jobs - (since[day + 1] ?? 0)),
  };
}
