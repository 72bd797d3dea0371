import type { JobActionProgress } from "@formwork/contracts/job-action";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useSearchParams } from "react-router";
import { client } from "../../../../lib/api/client.ts";
import { queryKeys } from "../../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../../lib/live/live-context.ts";
import { serverClock } from "../../../../lib/time/server-clock.ts";
import { showAction, withKnown } from "./actions-cache.ts";
import { ownActions } from "./own-actions.ts";
import { isRunning, shownActions } from "./shown-actions.ts";

/**
 * Returns the actions to show above the page, and the function that closes one. Pushed events keep
 * them current, and report those of others.
 */
export function useShownActions(): {
  actions: JobActionProgress[];
  close: (id: string) => void;
} {
  const live = useLiveConnection();
  const queries = useQueryClient();
  // The page of a group of dead letters shows the action that its address names.
  const [search] = useSearchParams();
  const own = useSyncExternalStore(ownActions.subscribe, ownActions.all);
  const { data = [] } = useQuery<JobActionProgress[]>({
    queryKey: queryKeys.jobs.actions,
    enabled: ({ state }) => own.length > 0 || (state.data ?? []).some(isRunning),
    queryFn: async () => {
      const { items } = await client.call("actions.list", { query: { limit: 10 } });
      return withKnown(items, queries.getQueryData(queryKeys.jobs.actions) ?? []);
    },
  });
  useEffect(
    () =>
      live.on.event((event) => {
        if (event.type === "action.changed") showAction(queries, event.data);
      }),
    [live, queries],
  );
  return {
    actions: shownActions(data, { own, now: serverClock.now(), onPage: search.get("action") }),
    close(id) {
      // Else the result before it, which this one had replaced, would appear again.
      const ended = data.filter((action) => !isRunning(action));
      for (const one of [id, ...ended.map((action) => action.id)]) ownActions.remove(one);
    },
  };
}
