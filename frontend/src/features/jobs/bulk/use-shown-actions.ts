import type { JobActionProgress } from "@formwork/contracts/job-action";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useMe } from "../../../lib/api/use-me.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { createStoredIds } from "../../../lib/storage/stored-ids.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { showAction } from "./actions-cache.ts";
import { shownActions } from "./shown-actions.ts";

const closed = createStoredIds({
  key: "formwork.closed-actions",
  maxIds: 50,
  storage: () => localStorage,
});

/**
 * Returns the actions whose progress is to be seen, and the function that closes one. Pushed events
 * keep them current.
 */
export function useShownActions(): {
  actions: JobActionProgress[];
  close: (id: string) => void;
} {
  const live = useLiveConnection();
  const queries = useQueryClient();
  const me = useMe().data?.id ?? "";
  const [closedIds, setClosedIds] = useState(closed.all);
  const { data = [] } = useQuery<JobActionProgress[]>({
    queryKey: queryKeys.jobs.actions,
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
    actions: shownActions(data, { me, closed: closedIds, now: serverClock.now() }),
    close(id) {
      closed.add(id);
      setClosedIds(closed.all());
    },
  };
}
