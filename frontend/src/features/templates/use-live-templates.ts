import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../lib/live/live-context.ts";

/** Refetches cached templates when an event reports a change of one. Mounted once, in the shell. */
export function useLiveTemplates() {
  const live = useLiveConnection();
  const queries = useQueryClient();

  useEffect(() => {
    const refetch = () => void queries.invalidateQueries({ queryKey: queryKeys.templates.all });
    const offEvent = live.on.event((event) => {
      if (event.type.startsWith("template.")) refetch();
    });
    const offReset = live.on.reset(refetch);
    return () => {
      offEvent();
      offReset();
    };
  }, [live, queries]);
}
