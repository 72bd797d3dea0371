import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries where the user is signed in. */
export function useSessions() {
  return useQuery({
    queryKey: queryKeys.sessions,
    queryFn: ({ signal }) =>
      readAllPages((paging) => client.call("auth.sessions", { query: paging, signal })),
    staleTime: 0,
  });
}

/** Ends another session of the user. */
export function useEndSession() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (id: string) => client.call("auth.end-session", { params: { id } }),
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.sessions }),
  });
}

/** Changes the password, which ends all other sessions. */
export function useChangePassword() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => client.call("auth.password", { body }),
    onSuccess: () => {
      toast({ severity: "success", text: "Password changed; all other sessions have ended" });
      return queries.invalidateQueries({ queryKey: queryKeys.sessions });
    },
  });
}
