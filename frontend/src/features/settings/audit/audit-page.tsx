import HistoryIcon from "@mui/icons-material/HistoryOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Card } from "../../../components/cards/card.tsx";
import { ExportMenu } from "../../../components/export/export-menu.tsx";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { client } from "../../../lib/api/client.ts";
import { LoadingRows, Rows } from "../rows.tsx";
import { AuditEntryRow } from "./audit-entry-row.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { useAudit } from "./use-audit.ts";
import { queryOf, useAuditFilter } from "./use-audit-filter.ts";

/** The page on which an admin sees who did what. */
export function AuditPage() {
  const [filter, change] = useAuditFilter();
  const log = useAudit(filter);
  return (
    <Card
      flush
      title="Audit log"
      actions={
        <Box sx={{ display: "flex" }}>
          <Button color="inherit" loading={log.isRefetching} onClick={() => void log.refetch()}>
            Refresh
          </Button>
          <ExportMenu
            item="entry"
            addressOf={(format) =>
              client.address("audit.export", { query: { ...queryOf(filter), format } })
            }
          />
        </Box>
      }
    >
      <AuditFilters filter={filter} onChange={change} />
      <Entries log={log} />
    </Card>
  );
}

function Entries({ log }: { log: ReturnType<typeof useAudit> }) {
  if (log.isError && !log.data)
    return <ErrorState error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <LoadingRows />;
  const entries = log.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return (
      <EmptyState icon={HistoryIcon} title="No entry matches">
        Entries older than the retention says are removed.
      </EmptyState>
    );
  return (
    <>
      <Rows label="Entries, newest first">
        {entries.map((entry) => (
          <AuditEntryRow key={entry.seq} entry={entry} />
        ))}
      </Rows>
      {log.hasNextPage && (
        <Box sx={{ p: 2, borderTop: 1, borderColor: "divider" }}>
          <Button
            color="inherit"
            variant="outlined"
            loading={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            Show older
          </Button>
        </Box>
      )}
    </>
  );
}
