import { AuditEntry, AuditHead, auditFilters } from "../audit.ts";
import { exportFormats } from "../jobs/job-query.ts";
import { closed } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { get, listOf, paging } from "./operation.ts";

const row = { tag: "audit", concerns: "house", scope: "audit:read" } as const;

/** Who did what; for admins. */
export const auditOperations = {
  "audit.list": listOf(AuditEntry, "/audit", {
    ...row,
    summary:
      "What was done, refused and tried, newest first. With several filters a page may be short, or empty, and yet have a next one",
    query: closed({ ...paging, ...auditFilters }),
  }),
  "audit.export": get("/audit/export", {
    ...row,
    audit: "audit.export",
    summary: "The entries that match as a file, oldest first; an export that is cut off says so",
    query: closed({
      ...auditFilters,
      format: Type.Optional(
        Type.Enum([...exportFormats], {
          default: "csv",
          description: "csv (RFC 4180), or ndjson: an entry per line, as GET /audit shows it",
        }),
      ),
    }),
    replyType: ["text/csv", "application/x-ndjson"],
    problems: ["too-many-requests"],
  }),
  "audit.head": get("/audit/head", {
    ...row,
    summary: "Number and hash of the newest entry",
    reply: AuditHead,
  }),
};
