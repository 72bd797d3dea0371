import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import Typography from "@mui/material/Typography";
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { formatDateTime } from "../../../lib/time/time.ts";
import { LogEmptyState } from "./log-empty-state.tsx";
import { filterLines } from "./log-lines.ts";
import { LogToolbar } from "./log-toolbar.tsx";
import { LogView } from "./log-view.tsx";
import { OlderLinesStatus } from "./older-lines-status.tsx";
import { useJobLog } from "./use-job-log.ts";
import { useOlderLines } from "./use-older-lines.ts";

type CardProps = { job: Job; attempt: number | null; onAttempt: (attempt: number | null) => void };

/** Shows the log of a job while it is written. */
export function LogCard({ job, attempt, onAttempt }: CardProps) {
  const log = useJobLog(job.id);
  const [search, setSearch] = useState("");
  const [showsTimes, setShowsTimes] = useState(false);
  const needle = useDeferredValue(search.trim());
  const all = log.data?.lines ?? noLines;
  const older = useOlderLines(job.id);
  const hasOlder = log.data !== undefined && log.data.older !== null;
  const isFiltered = needle !== "" || attempt !== null;
  const loadAll = useEffectEvent(older.loadAll);
  useEffect(() => {
    // A search covers the whole log. Its failure is shown by `older.error`.
    if (hasOlder && isFiltered) loadAll().catch(() => undefined);
  }, [hasOlder, isFiltered]);
  const lines = useMemo(
    () => filterLines(all, { attempt, search: needle }),
    [all, attempt, needle],
  );
  const toolbar = (
    <LogToolbar
      job={job}
      isEmpty={all.length === 0}
      readAll={async () => (hasOlder ? (await older.loadAll()).lines : all)}
      search={search}
      onSearch={setSearch}
      attempt={attempt}
      onAttempt={onAttempt}
      times={showsTimes}
      onTimes={setShowsTimes}
    />
  );
  return (
    <Card title="Log" flush actions={toolbar}>
      {log.isError && all.length === 0 && (
        <ErrorState error={log.error} onRetry={() => void log.refetch()} />
      )}
      {!log.isError && lines.length === 0 && (
        <LogEmptyState
          loading={log.isPending || older.isLoading}
          ended={isFinal(job.state)}
          filtered={all.length > 0}
          removedAt={log.data?.removedAt ?? null}
        />
      )}
      {log.data?.removedAt != null && all.length > 0 && <RemovedLines at={log.data.removedAt} />}
      {lines.length > 0 && (
        <LogView
          lines={lines}
          search={needle}
          times={showsTimes}
          onNearStart={hasOlder && older.error === null ? older.loadMore : undefined}
        />
      )}
      <OlderLinesStatus
        older={older}
        before={log.data?.older ?? null}
        onRetry={isFiltered ? () => void older.loadAll().catch(() => undefined) : older.loadMore}
      />
    </Card>
  );
}

function RemovedLines({ at }: { at: string }) {
  return (
    <Typography variant="body2" sx={{ color: "text.secondary", px: 2, py: 1 }}>
      Older lines were removed on {formatDateTime(at)}, because they had become too old.
    </Typography>
  );
}

const noLines: [] = [];
