import type { JobSummary } from "@formwork/contracts/job";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/**
 * Returns the function that reads whether the template of a job asks people before it is sent. A
 * template that cannot be read asks nothing; the server then says what is wrong.
 */
export function useAsksFirst(): (job: JobSummary) => Promise<boolean> {
  const queries = useQueryClient();
  return useCallback(
    async ({ template: { name, version } }) => {
      const queryFn = () => client.call("templates.get", { params: { name }, query: { version } });
      const queryKey = queryKeys.templates.one(name, version);
      // A version never changes.
      const options = { queryKey, queryFn, staleTime: Number.POSITIVE_INFINITY };
      const template = await queries.fetchQuery(options).catch(() => null);
      return template?.confirm !== undefined;
    },
    [queries],
  );
}
