import { jobEvent } from "@formwork/contracts/events/make-event";
import type { Job, JobSummary } from "@formwork/contracts/job";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { paths } from "../../../lib/paths.ts";
import { patchLists } from "../cache/patch-cache.ts";
import type { JobAction } from "./allowed-actions.ts";

type ActionRequest = { job: JobSummary } & (
  | { action: Exclude<JobAction, "edit" | "later"> }
  /** `runAt` is an RFC 3339 date-time. */
  | { action: "later"; runAt: string }
);

function callOperation(request: ActionRequest): Promise<Job | undefined> {
  const params = { id: request.job.id };
  switch (request.action) {
    case "now":
      return client.call("jobs.change", { params, body: { runAt: null } });
    case "later":
      return client.call("jobs.change", { params, body: { runAt: request.runAt } });
    case "cancel":
      return client.call("jobs.cancel", { params });
    case "retry":
      return client.call("jobs.retry", { params });
    case "rerun":
      return client.call("jobs.rerun", { params, body: {} });
    case "dismiss":
      return client.call("jobs.dismiss", { params });
    case "delete":
      return client.call("jobs.delete", { params });
  }
}

/**
 * Applies the reply, which is the job after the action, to the cache: the page is right even while
 * the live connection is down.
 */
function applyReply(queries: QueryClient, { action, job }: ActionRequest, reply: Job | undefined) {
  const at = new Date().toISOString();
  if (action === "delete")
    return patchLists(queries, [jobEvent("job.deleted", { ...job, seq: job.seq + 1 }, at)]);
  if (reply === undefined) return;
  const event = jobEvent("job.requeued", reply, at); // lists use the state, not the type
  patchLists(queries, [event]);
  if (action !== "rerun")
    queries.setQueryData<Job>(queryKeys.jobs.one(job.id), (cached) =>
      cached && cached.seq > reply.seq ? cached : reply,
    );
}

/** Runs an action on a job; shows a toast when the server refuses it. */
export function useJobActionMutation() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  return useMutation({
    mutationFn: callOperation,
    onSuccess: (reply, request) => {
      applyReply(queries, request, reply);
      if (request.action === "rerun" && reply !== undefined) navigate(paths.job(reply.id));
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
