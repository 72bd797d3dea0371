import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../components/toasts/use-toast.ts";
import { client } from "../../lib/api/client.ts";
import { problemText } from "../../lib/api/problem-text.ts";
import { refetchDeadLetters } from "./refetch-dead-letters.ts";

/** Dismisses a dead letter; shows a toast when the server refuses it. */
export function useDismissJob(id: string) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => client.call("jobs.dismiss", { params: { id } }),
    // Also after a refusal, which shows that the page is out of date.
    onSettled: () => refetchDeadLetters(queries),
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}
