import type { Audit } from "@formwork/engine/audit/audit";
import { auditColumns } from "../export/audit-columns.ts";
import { exportWriters } from "../export/export-formats.ts";
import type { HandlersOf } from "../http/handler.ts";
import { createExportFiles } from "./export-files.ts";
import { paging } from "./parameters/paging.ts";
import { timeOf } from "./parameters/time-of.ts";

/** Lists and exports the audit log. */
export function auditHandlers({ audit }: { audit: Audit }): HandlersOf<"audit"> {
  const exportFile = createExportFiles("audit", exportWriters(auditColumns));
  return {
    "audit.list": ({ query: { from, to, limit, cursor, ...filters } }) => {
      const query = { ...filters, from: timeOf(from), to: timeOf(to) };
      return audit.list({
        query,
        ...paging({ ...(limit && { limit }), ...(cursor && { cursor }) }),
      });
    },
    "audit.export": ({ query: { format = "csv", from, to, ...filters }, signal }, reply) => {
      const query = { ...filters, from: timeOf(from), to: timeOf(to) };
      const readPage = (page: { limit: number; cursor: string | undefined }) =>
        audit.list({ query, oldestFirst: true, ...page });
      return exportFile({ readPage, format, signal }, reply);
    },
    "audit.head": () => audit.head(),
  };
}
