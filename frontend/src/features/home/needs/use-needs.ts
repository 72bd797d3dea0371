import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { client } from "../../../lib/api/client.ts";
import { joinQueries } from "../../../lib/api/join-queries.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { useStoppedSchedules } from "../../../lib/api/use-stopped-schedules.ts";
import { useWorkerCounts } from "../../../lib/api/use-worker-counts.ts";
import { useConnectionSettled } from "../../../lib/live/use-connection-settled.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";
import { needsOf } from "./need.ts";
import { useLastVisit } from "./use-last-visit.ts";

/** Rows that are fetched of each kind: more are a task for the page that lists them all. */
const limit = 20;
const refetchIntervalMs = 2_000;

/** Queries what needs a person, and how many other groups of dead letters there are. */
export function useNeeds() {
  const since = useLastVisit();
  const titles = useTemplateTitles();
  const isSettled = useConnectionSettled();
  const groups = useQuery({
    queryKey: queryKeys.errors.newest,
    enabled: isSettled,
    queryFn: ({ signal }) => client.call("errors.list", { query: { limit }, signal }),
  });
  const stopped = useStoppedSchedules(isSettled);
  const missed = useMissedSchedules(since, isSettled);
  const { counts, workers } = useSilentWorkers(isSettled);
  const required = [groups, stopped, missed, counts];
  const needs = useMemo(
    () =>
      needsOf({
        missing: (counts.data?.missing ?? []).slice(0, limit),
        workers: workers.data?.items ?? [],
        stopped: stopped.data ?? [],
        missed: missed.data?.items ?? [],
        groups: groups.data?.items ?? [],
        since,
        titleOf: (name) => titles.get(name) ?? name,
      }),
    [counts.data, workers.data, stopped.data, missed.data, groups.data, since, titles],
  );
  const fresh = needs.filter(({ kind }) => kind === "dead-letters").length;
  return {
    needs,
    isPending: required.some(({ data }) => data === undefined),
    otherGroups: Math.max(0, (groups.data?.groups ?? 0) - fresh),
    /** The groups that failed last were fetched: where not all of those are new, no other one is. */
    areOthersOld: fresh < (groups.data?.items.length ?? 0),
    ...joinQueries(required),
  };
}

function useMissedSchedules(since: string, enabled: boolean) {
  useLiveRefetch({
    queryKey: queryKeys.schedules.allMissed,
    concerns: ({ type }) => type === "schedule.missed",
    everyMs: refetchIntervalMs,
  });
  return useQuery({
    queryKey: queryKeys.schedules.missed(since),
    enabled,
    queryFn: ({ signal }) =>
      client.call("schedules.list", { query: { missedSince: since, limit }, signal }),
    placeholderData: (previous) => previous,
  });
}

/** Counts name silent workers by their ids; what else is known of them is in the list of workers. */
function useSilentWorkers(enabled: boolean) {
  const counts = useWorkerCounts(enabled);
  const missing = counts.data?.missing ?? [];
  const workers = useQuery({
    queryKey: queryKeys.workers.silent(missing),
    queryFn: ({ signal }) => client.call("workers.list", { query: { limit: 200 }, signal }),
    enabled: missing.length > 0,
  });
  return { counts, workers };
}
