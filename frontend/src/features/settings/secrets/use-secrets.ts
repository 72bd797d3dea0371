import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import type { ChangeSecret, PutSecret } from "@formwork/contracts/secret";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries all secrets, without their values; for admins, who alone may ask. */
export function useSecrets() {
  return useQuery({
    queryKey: queryKeys.secrets,
    queryFn: ({ signal }) =>
      readAllPages((paging) => client.call("secrets.list", { query: paging, signal })),
    staleTime: 0,
  });
}

/** A new value, or, without one, what else is said of a secret. */
export type SecretInput = { name: string; body: PutSecret } | { name: string; body: ChangeSecret };

/** Adds a secret, replaces its value, or changes what is said of it. */
export function useSaveSecret() {
  const refresh = useRefresh();
  const toast = useToast();
  return useMutation({
    mutationFn: ({ name, body }: SecretInput) =>
      "value" in body
        ? client.call("secrets.set", { params: { name }, body })
        : client.call("secrets.change", { params: { name }, body }),
    // The value is sent and forgotten: what the dialog sent is not kept with its outcome.
    gcTime: 0,
    onSuccess: ({ name }) => {
      toast({ severity: "success", text: `${name} is saved` });
      return refresh();
    },
  });
}

/** Removes a secret, also where templates use it: the page has asked. */
export function useRemoveSecret() {
  const refresh = useRefresh();
  const toast = useToast();
  return useMutation({
    mutationFn: (name: string) =>
      client.call("secrets.delete", { params: { name }, query: { force: true } }),
    onSuccess: (_, name) => {
      toast({ severity: "success", text: `${name} is removed` });
      return refresh();
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

/** Returns the function that reads again what depends on secrets. */
function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [queryKeys.secrets, queryKeys.templates.faults].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
}
