import type { CreateApiKey, NewApiKey } from "@formwork/contracts/api-key";
import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

export type Owner = "me" | "all";
/** A key that was just made or rotated, to be shown once. */
export type MadeKey = Pick<NewApiKey, "name" | "key">;

/** Queries the user's API keys, or those of everybody. */
export function useApiKeys(owner: Owner) {
  return useQuery({
    queryKey: queryKeys.apiKeys.list(owner),
    queryFn: ({ signal }) =>
      readAllPages((paging) =>
        client.call("api-keys.list", { query: { owner, ...paging }, signal }),
      ),
    staleTime: 0,
  });
}

/** Makes a key; the reply is the only one that has it. */
export function useCreateKey() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: CreateApiKey) => client.call("api-keys.create", { body }),
    onSuccess: refresh,
  });
}

/** Replaces a key by a new text. */
export function useRotateKey() {
  return useOrder((id: string) => client.call("api-keys.rotate", { params: { id } }));
}

/** Ends a key. */
export function useEndKey() {
  return useOrder((id: string) => client.call("api-keys.delete", { params: { id } }));
}

function useOrder<Reply>(mutationFn: (id: string) => Promise<Reply>) {
  const refresh = useRefresh();
  const toast = useToast();
  return useMutation({
    mutationFn,
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: queryKeys.apiKeys.all });
}
