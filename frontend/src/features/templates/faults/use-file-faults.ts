import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries what is wrong with template files, and which templates lack secrets. */
export function useFileFaults({ enabled = true }: { enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: queryKeys.templates.faults,
    queryFn: ({ signal }) => client.call("templates.faults", { signal }),
  });
}
