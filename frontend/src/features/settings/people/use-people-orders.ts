import type { ChangeUser, InviteUser } from "@formwork/contracts/person";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Adds a user; the reply has the link to hand over. */
export function useInvite() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: InviteUser) => client.call("users.invite", { body }),
    onSuccess: refresh,
  });
}

type Order =
  | { do: "change"; id: string; change: ChangeUser; done: string }
  | { do: "remove"; id: string; done: string }
  | { do: "unlink"; id: string; done: string };

/** Changes, unlinks or removes a user, and says what became of it. */
export function usePersonOrder() {
  const refresh = useRefresh();
  const toast = useToast();
  return useMutation({
    mutationFn: async (order: Order): Promise<void> => {
      const params = { id: order.id };
      if (order.do === "remove") await client.call("users.delete", { params });
      else if (order.do === "unlink") await client.call("users.unlink", { params });
      else await client.call("users.change", { params, body: order.change });
    },
    onSuccess: (_, { done }) => {
      toast({ severity: "success", text: done });
      return refresh();
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

/** Makes a new link for a user. */
export function useReset() {
  const refresh = useRefresh();
  const toast = useToast();
  return useMutation({
    mutationFn: (id: string) => client.call("users.reset", { params: { id } }),
    onSuccess: refresh,
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

/** Returns the function that reads the users again, and who is signed in: it may be one of them. */
function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [queryKeys.people, queryKeys.me].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
}
