import type { JobAction } from "@formwork/contracts/job-action";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/problem-text.ts";
import { filterOf, isFiltered, type JobView } from "../job-view.ts";
import type { ListAction } from "./movable-jobs.ts";
import { showAction } from "./progress/actions-cache.ts";
import { ownActions } from "./progress/own-actions.ts";

type Wish = { action: ListAction } & ({ ids: string[] } | { view: JobView });

function startAction({ action, ...jobs }: Wish): Promise<JobAction> {
  if ("ids" in jobs) return client.call("actions.create", { body: { action, ids: jobs.ids } });
  const filter = filterOf(jobs.view);
  const all = isFiltered(jobs.view) ? {} : { all: true };
  return client.call("actions.create", { body: { action, filter, ...all } });
}

/** Starts an action on many jobs, whose progress is then shown in the frame of every page. */
export function useStartAction({ onStarted }: { onStarted: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: startAction,
    onSuccess: (action) => {
      ownActions.add(action.id);
      showAction(queries, action);
      onStarted();
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
