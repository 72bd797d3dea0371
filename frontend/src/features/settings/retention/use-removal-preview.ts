import type { Retention } from "@formwork/contracts/retention";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useSettled } from "../../../lib/use-settled.ts";

/** Milliseconds without a change after which a draft is previewed. */
const settleMs = 300;

/** Queries what a retention would remove, while it is edited; nothing for null. */
export function useRemovalPreview(retention: Retention | null) {
  const settled = useSettled(retention, settleMs);
  const preview = useQuery({
    ...removalPreview(settled),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const isSettled = JSON.stringify(settled) === JSON.stringify(retention);
  return { ...preview, isCurrent: isSettled && !preview.isFetching };
}

/** Returns the query of what a retention would remove. */
export function removalPreview(retention: Retention | null) {
  return {
    queryKey: queryKeys.retention.preview(retention ?? {}),
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      retention === null
        ? null
        : client.call("settings.preview-retention", { body: retention, signal }),
    staleTime: 0,
    gcTime: 0,
  };
}
