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

/** What the job writes, as it writes it. */
export function LogCard({ job, attempt, onAttempt }: CardProps) {
  const log = useJobLog(job.id);
  const [search, setSearch] = useState("");
  const [times, setTimes] = useState(false);
  const needle = useDeferredValue(search.trim());
  const all = log.data ?? none;
  const lines = useMemo(
    () => filterLines(all, { attempt, search: needle }),
    [all, attempt, needle],
  );
  const tools = (
    <LogToolbar
      job={job}
      lines={all}
      search={search}
      onSearch={setSearch}
      attempt={attempt}
      onAttempt={onAttempt}
      times={times}
      onTimes={setTimes}
    />
  );
  return (
    <Card title="Log" flush actions={tools}>
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
      {lines.length > 0 && <LogView lines={lines} search={needle} times={times} />}
    </Card>
  );
}

const none: [] = [];
