import { isRefusal } from "@formwork/contracts/client/problem-error";
import type { RerunJob, SubmitJob } from "@formwork/contracts/job";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { client } from "../../../lib/api/client.ts";
import { type KeyedRequest, keyRequest } from "./idempotency-key.ts";

/** A job to submit: a new one, or job `id` to run again. */
export type Submission =
  | { operation: "jobs.create"; body: SubmitJob }
  | { operation: "jobs.rerun"; id: string; body: RerunJob };

/** Submits jobs. A submit without a reply can be repeated without creating a second job. */
export function useSubmitJob() {
  const lastRequest = useRef<KeyedRequest | null>(null);
  return useMutation({
    mutationFn: async (submission: Submission) => {
      lastRequest.current = keyRequest(lastRequest.current, submission, () => crypto.randomUUID());
      const headers = { "idempotency-key": lastRequest.current.key };
      return submission.operation === "jobs.create"
        ? client.call("jobs.create", { body: submission.body, headers })
        : client.call("jobs.rerun", {
            params: { id: submission.id },
            body: submission.body,
            headers,
          });
    },
    onSuccess: () => {
      lastRequest.current = null;
    },
    onError: (error) => {
      // A rejected request created no job, so the next submit is a new one.
      if (isRefusal(error)) lastRequest.current = null;
    },
  });
}
