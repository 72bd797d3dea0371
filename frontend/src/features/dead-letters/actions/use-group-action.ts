import type { CreateJobAction } from "@formwork/contracts/job-action";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useKeyedCall } from "../../../lib/api/use-keyed-call.ts";
import { paths } from "../../../lib/paths.ts";

/** Starts an action on the jobs of a group, and shows its progress on the page of the group. */
export function useGroupAction(key: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const keyed = useKeyedCall();
  return useMutation({
    mutationFn: (body: CreateJobAction) =>
      keyed(body, (headers) => client.call("actions.create", { body, headers })),
    onSuccess: (action) => {
      queries.setQueryData(queryKeys.actions.one(action.id), action);
      navigate(paths.deadLetterGroup(key, action.id));
    },
  });
}
