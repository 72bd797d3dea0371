import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Dismisses a dead letter; shows a toast when the server refuses it. */
export function useDismissJob(id: string) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => client.call("jobs.dismiss", { params: { id } }),
    // Also after a refusal, which shows that the page is out of date.
    onSettled: () => {
      // A count may take long: it is not asked for again before it is answered.
      void queries.invalidateQueries({ queryKey: queryKeys.errors.all }, { cancelRefetch: false });
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
