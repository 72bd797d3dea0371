import type { TemplateAccess } from "@formwork/contracts/template-access";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/**
 * Queries who may see and run a template. It is not kept, since others change it too: a dialog that
 * opens reads it anew.
 */
export function useAccess(name: string) {
  return useQuery({
    queryKey: queryKeys.templates.access(name),
    queryFn: ({ signal }) => client.call("templates.access", { params: { name }, signal }),
    gcTime: 0,
  });
}

/** Sets who may see and run a template. */
export function useSaveAccess(name: string) {
  const toast = useToast();
  return useMutation({
    mutationFn: (body: TemplateAccess) =>
      client.call("templates.set-access", { params: { name }, body }),
    onSuccess: () => toast({ severity: "success", text: "Access is changed" }),
  });
}
