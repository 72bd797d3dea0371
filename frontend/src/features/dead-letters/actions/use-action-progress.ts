import type { JobAction } from "@formwork/contracts/job-action";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";

/** Queries how far an action has come, and follows it by its events. */
export function useActionProgress(id: string) {
  const live = useLiveConnection();
  const queries = useQueryClient();
  useEffect(() => {
    const key = queryKeys.actions.one(id);
    const refetch = () => void queries.invalidateQueries({ queryKey: key });
    const offEvent = live.on.event((event) => {
      if (event.type === "action.changed" && event.subject === id) refetch();
    });
    const offReset = live.on.reset(refetch);
    return () => {
      offEvent();
      offReset();
    };
  }, [id, live, queries]);
  return useQuery({
    queryKey: queryKeys.actions.one(id),
    queryFn: ({ signal }) => client.call("actions.get", { params: { id }, signal }),
    // It may have ended before this page listened to its events.
    staleTime: 0,
  });
}

/** Stops an action. */
export function useStopAction(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.call("actions.stop", { params: { id } }),
    onSuccess: (action) => queries.setQueryData<JobAction>(queryKeys.actions.one(id), action),
  });
}
