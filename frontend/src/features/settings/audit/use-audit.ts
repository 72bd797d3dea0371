import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, fetchOn, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { type AuditFilter, queryOf } from "./use-audit-filter.ts";

/** Entries of one page. */
const pageSize = 50;

/** Queries the entries of the audit log that match, newest first. */
export function useAudit(filter: AuditFilter) {
  const query = queryOf(filter);
  return useInfiniteQuery({
    queryKey: queryKeys.audit(query),
    queryFn: ({ pageParam, signal }) =>
      fetchOn(pageParam, (cursor) =>
        client.call("audit.list", { query: { ...query, ...pageQuery(pageSize, cursor) }, signal }),
      ),
    ...cursorPages,
    staleTime: 0,
  });
}
