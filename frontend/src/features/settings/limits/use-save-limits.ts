import type { Limits } from "@formwork/contracts/limits";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { messagesByField, problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Saves one of the limits that hold for every caller. */
export function useSaveLimit(field: keyof Limits) {
  return useSave({
    save: (limit: number | null) =>
      client.call("settings.set-limits", { body: { [field]: limit } }),
    changes: [queryKeys.limits.saved, queryKeys.limits.report],
    done: "Limit saved",
    field,
  });
}

/** Saves how many jobs of a queue run at once. */
export function useSaveQueueLimit(name: string) {
  return useSave({
    save: (concurrency: number | null) =>
      client.call("queues.change", { params: { name }, body: { concurrency } }),
    changes: [queryKeys.queues.rules],
    done: `Limit of ${name} saved`,
    field: "concurrency",
  });
}

type Save = {
  save: (limit: number | null) => Promise<unknown>;
  changes: readonly QueryKey[];
  done: string;
  field: string;
};

/** Saves a limit; `refusal` is what the server says of the field. */
function useSave({ save, changes, done, field }: Save) {
  const queries = useQueryClient();
  const toast = useToast();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: save,
    async onSuccess() {
      toast({ severity: "success", text: done });
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError(refused) {
      if (messagesByField(refused)[field] !== undefined) return;
      toast({ severity: "error", text: `Not saved: ${problemText(refused).detail}` });
    },
  });
  return { save: mutate, isPending, refusal: messagesByField(error)[field], forget: reset };
}
