import type { CreateJobAction } from "@formwork/contracts/job-action";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { paths } from "../../../lib/paths.ts";

/** Starts an action on the jobs of a group, and shows its progress on the page of the group. */
export function useGroupAction(key: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: CreateJobAction) => client.call("actions.create", { body }),
    onSuccess: (action) => {
      queries.setQueryData(queryKeys.actions.one(action.id), action);
      navigate(paths.deadLetterGroup(key, action.id));
    },
  });
}
