import type { Retention } from "@formwork/contracts/retention";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Saves a retention. */
export function useSaveRetention() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (retention: Retention) =>
      client.call("settings.set-retention", { body: retention }),
    onSuccess(saved) {
      queries.setQueryData(queryKeys.retention.saved, saved);
      toast({ severity: "success", text: "Retention saved" });
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
