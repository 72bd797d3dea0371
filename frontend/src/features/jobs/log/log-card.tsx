import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import { useDeferredValue, useMemo, useState } from "react";
import { Card } from "../../../components/card.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { LogEmptyState } from "./log-empty-state.tsx";
import { filterLines } from "./log-lines.ts";
import { LogToolbar } from "./log-toolbar.tsx";
import { LogView } from "./log-view.tsx";
import { useJobLog } from "./use-job-log.ts";

type CardProps = { job: Job; attempt: number | null; onAttempt: (attempt: number | null) => void };

/** Shows the log of a job while it is written. */
export function LogCard({ job, attempt, onAttempt }: CardProps) {
  const log = useJobLog(job.id);
  const [search, setSearch] = useState("");
  const [showsTimes, setShowsTimes] = useState(false);
  const needle = useDeferredValue(search.trim());
  const all = log.data ?? noLines;
  const lines = useMemo(
    () => filterLines(all, { attempt, search: needle }),
    [all, attempt, needle],
  );
  const toolbar = (
    <LogToolbar
      job={job}
      lines={all}
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
          loading={log.isPending}
          ended={isFinal(job.state)}
          filtered={all.length > 0}
        />
      )}
      {lines.length > 0 && <LogView lines={lines} search={needle} times={showsTimes} />}
    </Card>
  );
}

const noLines: [] = [];
