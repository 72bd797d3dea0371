import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { SubmitJob } from "@formwork/contracts/job";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { client } from "../../../lib/api/client.ts";
import { type KeyedRequest, keyRequest } from "./idempotency-key.ts";

/**
 * Submits jobs, as reruns of `originId` when that is not null. A submit without a reply can be
 * repeated without creating a second job.
 */
export function useSubmitJob(originId: string | null) {
  const lastRequest = useRef<KeyedRequest | null>(null);
  return useMutation({
    mutationFn: async (body: SubmitJob) => {
      lastRequest.current = keyRequest(lastRequest.current, body, () => crypto.randomUUID());
      const headers = { "idempotency-key": lastRequest.current.key };
      if (originId === null) return client.call("jobs.create", { body, headers });
      return client.call("jobs.rerun", {
        params: { id: originId },
        body: { payload: body.payload },
        headers,
      });
    },
    onSuccess: () => {
      lastRequest.current = null;
    },
    onError: (error) => {
      // A rejected request created no job, so the next submit is a new one.
      if (isProblemError(error) && error.status >= 400 && error.status < 500)
        lastRequest.current = null;
    },
  });
}
