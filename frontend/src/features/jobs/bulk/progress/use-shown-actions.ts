import type { JobActionProgress } from "@formwork/contracts/job-action";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { useSearchParams } from "react-router";
import { client } from "../../../../lib/api/client.ts";
import { queryKeys } from "../../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../../lib/live/live-context.ts";
import { serverClock } from "../../../../lib/time/server-clock.ts";
import { showAction } from "./actions-cache.ts";
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
  const [, closeResult] = useReducer((closed: number) => closed + 1, 0);
  // The page of a group of dead letters shows the action that its address names.
  const [search] = useSearchParams();
  const own = ownActions.all();
  const { data = [] } = useQuery<JobActionProgress[]>({
    queryKey: queryKeys.jobs.actions,
    enabled: ({ state }) => own.length > 0 || (state.data ?? []).some(isRunning),
    queryFn: async () => (await client.call("actions.list", { query: { limit: 10 } })).items,
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
      ownActions.remove(id);
      closeResult();
    },
  };
}
