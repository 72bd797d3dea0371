import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { SubmitJob } from "@formwork/contracts/job";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { client } from "../../../lib/api/client.ts";
import { type KeyedRequest, keyRequest } from "./idempotency-key.ts";

/** Submits jobs; a submit that got no answer may be sent again without making a second job. */
export function useSubmitJob(originId: string | null) {
  const intent = useRef<KeyedRequest | null>(null);
  return useMutation({
    mutationFn: async (body: SubmitJob) => {
      intent.current = keyRequest(intent.current, body, () => crypto.randomUUID());
      const headers = { "idempotency-key": intent.current.key };
      if (originId === null) return client.call("jobs.create", { body, headers });
      return client.call("jobs.rerun", {
        params: { id: originId },
        body: { payload: body.payload },
        headers,
      });
    },
    onSuccess: () => {
      intent.current = null;
    },
    onError: (error) => {
      // A refusal is an answer, too: nothing was made, the next submit is a new one.
      if (isProblemError(error) && error.status >= 400 && error.status < 500) intent.current = null;
    },
  });
}
