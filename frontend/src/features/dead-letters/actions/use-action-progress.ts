import type { JobAction } from "@formwork/contracts/job-action";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

/** Queries how far an action has come, and follows it by its events. */
export function useActionProgress(id: string) {
  useLiveRefetch({
    queryKey: queryKeys.actions.one(id),
    concerns: ({ type, subject }) => type === "action.changed" && subject === id,
  });
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
