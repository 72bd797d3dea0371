import type { SavedView } from "@formwork/contracts/saved-view";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries the person's own saved views. */
export function useSavedViews() {
  return useQuery({
    queryKey: queryKeys.views,
    queryFn: async ({ signal }) => (await client.call("views.list", { signal })).items,
    staleTime: 0,
  });
}

/** What a person wants of a view. */
type ViewOrder =
  | { action: "save"; name: string; query: string }
  | { action: "rename"; view: SavedView; name: string }
  | { action: "delete"; view: SavedView };

/** Saves, renames or deletes a view, and says so. */
export function useViewOrder() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: callOperation,
    async onSuccess(_, order) {
      toast({ severity: "success", text: doneText(order) });
      await queries.invalidateQueries({ queryKey: queryKeys.views });
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

async function callOperation(order: ViewOrder): Promise<void> {
  switch (order.action) {
    case "save": {
      const { name, query } = order;
      return void (await client.call("views.create", { body: { name, query } }));
    }
    case "rename": {
      const params = { id: order.view.id };
      return void (await client.call("views.change", { params, body: { name: order.name } }));
    }
    case "delete":
      return void (await client.call("views.delete", { params: { id: order.view.id } }));
  }
}

function doneText(order: ViewOrder): string {
  if (order.action === "save") return `View “${order.name}” saved`;
  if (order.action === "rename") return `View renamed to “${order.name}”`;
  return `View “${order.view.name}” deleted`;
}
