import type { RerunJob, SubmitJob } from "@formwork/contracts/job";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { useKeyedCall } from "../../../lib/api/use-keyed-call.ts";

/** A job to submit: a new one, or job `id` to run again. */
export type Submission =
  | { operation: "jobs.create"; body: SubmitJob }
  | { operation: "jobs.rerun"; id: string; body: RerunJob };

/** Submits jobs. A submit without a reply can be repeated without creating a second job. */
export function useSubmitJob() {
  const keyed = useKeyedCall();
  return useMutation({
    mutationFn: (submission: Submission) =>
      keyed(submission, async (headers) => {
        if (submission.operation === "jobs.create")
          return client.call("jobs.create", { body: submission.body, headers });
        const { id, body } = submission;
        return client.call("jobs.rerun", { params: { id }, body, headers });
      }),
  });
}
