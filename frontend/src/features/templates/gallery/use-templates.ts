import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/**
 * Queries all templates that are not archived. There are dozens of them, so that the gallery filters
 * them in the browser.
 */
export function useTemplates() {
  return useQuery({
    queryKey: queryKeys.templates.list({}),
    queryFn: ({ signal }) =>
      readAllPages((paging) => client.call("templates.list", { query: paging, signal })),
  });
}
