import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries what is wrong with template files. */
export function useFileFaults() {
  return useQuery({
    queryKey: queryKeys.templates.faults,
    queryFn: ({ signal }) => client.call("templates.faults", { signal }),
  });
}
