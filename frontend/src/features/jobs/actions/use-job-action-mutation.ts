import { jobEvent } from "@formwork/contracts/events/make-event";
import type { Job, JobSummary } from "@formwork/contracts/job";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useToast } from "../../../components/toasts/toasts.tsx";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { paths } from "../../../lib/paths.ts";
import { patchLists } from "../cache/patch-cache.ts";
import type { JobAction } from "./allowed-actions.ts";

type Order = { action: Exclude<JobAction, "edit">; job: JobSummary };

function carryOut({ action, job: { id } }: Order): Promise<Job | undefined> {
  const params = { id };
  switch (action) {
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
 * The reply is the job after its step; shown at once, so that the page is right even while the live
 * connection is down.
 */
function showReply(queries: QueryClient, { action, job }: Order, reply: Job | undefined) {
  const at = new Date().toISOString();
  if (action === "delete")
    return patchLists(queries, [jobEvent("job.deleted", { ...job, seq: job.seq + 1 }, at)]);
  if (reply === undefined) return;
  const event = jobEvent("job.requeued", reply, at); // the lists look at the state alone
  patchLists(queries, [event]);
  if (action !== "rerun")
    queries.setQueryData<Job>(queryKeys.jobs.one(job.id), (shown) =>
      shown && shown.seq > reply.seq ? shown : reply,
    );
}

/** Carries out an action on a job; what the server refuses is told in a toast. */
export function useJobActionMutation() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  return useMutation({
    mutationFn: carryOut,
    onSuccess: (reply, order) => {
      showReply(queries, order, reply);
      if (order.action === "rerun" && reply !== undefined) navigate(paths.job(reply.id));
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
