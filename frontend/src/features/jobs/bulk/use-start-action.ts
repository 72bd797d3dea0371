import type { CreateJobAction } from "@formwork/contracts/job-action";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useKeyedCall } from "../../../lib/api/use-keyed-call.ts";
import { filterOf, isFiltered, type JobView } from "../job-view.ts";
import type { ListAction } from "./movable-jobs.ts";
import { showAction } from "./progress/actions-cache.ts";
import { ownActions } from "./progress/own-actions.ts";

type Wish = { action: ListAction } & ({ ids: string[] } | { view: JobView });

function bodyOf({ action, ...jobs }: Wish): CreateJobAction {
  if ("ids" in jobs) return { action, ids: jobs.ids };
  const all = isFiltered(jobs.view) ? {} : { all: true };
  return { action, filter: filterOf(jobs.view), ...all };
}

/**
 * Starts an action on many jobs, whose progress is then shown in the frame of every page. One whose
 * reply was lost can be started again without a second action.
 */
export function useStartAction({ onStarted }: { onStarted: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const keyed = useKeyedCall();
  return useMutation({
    mutationFn: (wish: Wish) => {
      const body = bodyOf(wish);
      return keyed(body, (headers) => client.call("actions.create", { body, headers }));
    },
    onSuccess: (action) => {
      ownActions.add(action.id);
      showAction(queries, action);
      onStarted();
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
