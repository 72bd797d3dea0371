import type { User } from "@formwork/contracts/account";
import type { JobEvent } from "@formwork/contracts/events/events";
import type { Job } from "@formwork/contracts/job";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import type { JobView } from "../job-view.ts";
import { applyEvents, type JobPage, needsRefetch } from "./job-pages.ts";
import { addToHistory, patchJob } from "./patch-job.ts";

/** Applies events to every cached list, according to the view of each. */
export function patchLists(queries: QueryClient, events: readonly JobEvent[]) {
  const me = queries.getQueryData<User>(queryKeys.me)?.id ?? "";
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: queryKeys.jobs.lists })) {
    // The third part of a list's key is the view that `useJobList` gave to `queryKeys.jobs.list`.
    const context = { view: queryKey[2] as JobView, me };
    const list = queries.getQueryData<InfiniteData<JobPage>>(queryKey);
    if (list === undefined) continue;
    const pages = applyEvents(list.pages, events, context);
    if (pages !== list.pages) queries.setQueryData(queryKey, { ...list, pages });
    if (needsRefetch(pages, events, context))
      void queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }
}

/** Applies events to every cached job and its cached history. */
export function patchDetails(queries: QueryClient, events: readonly JobEvent[]) {
  for (const id of new Set(events.map((event) => event.subject))) {
    queries.setQueryData<Job>(queryKeys.jobs.one(id), (job) => job && patchJob(job, events));
    queries.setQueryData<JobEvent[]>(
      queryKeys.jobs.events(id),
      (history) => history && addToHistory(history, events, id),
    );
  }
}
