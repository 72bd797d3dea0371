import type { Retention } from "@formwork/contracts/retention";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Milliseconds without a change after which a draft is previewed. */
const settleMs = 300;

/** Queries what a retention would remove, while it is edited; nothing for null. */
export function useRemovalPreview(retention: Retention | null) {
  const text = useSettled(JSON.stringify(retention));
  const settled: Retention | null = JSON.parse(text);
  const preview = useQuery({
    ...removalPreview(settled),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  return { ...preview, isCurrent: text === JSON.stringify(retention) && !preview.isFetching };
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

/** Returns a value once it has stayed the same for a while. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
