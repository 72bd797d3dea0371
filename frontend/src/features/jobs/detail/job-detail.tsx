import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import { useState } from "react";
import { JsonCard } from "../../../components/cards/json-card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { Page } from "../../../components/page/page.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { jobTabTitle } from "../../../lib/text/job-name.ts";
import { AttemptsCard } from "../attempts/attempts-card.tsx";
import { useJobAttempts } from "../attempts/use-job-attempts.ts";
import { LogCard } from "../log/log-card.tsx";
import { TimelineCard } from "../timeline/timeline-card.tsx";
import { useJobHistory } from "../timeline/use-job-history.ts";
import { WaitLine } from "../waiting/wait-line.tsx";
import { JobErrorAlert } from "./error/job-error-alert.tsx";
import { FactsCard } from "./facts/facts-card.tsx";
import { JobHeaderActions } from "./job-header-actions.tsx";
import { JobSubtitle } from "./job-subtitle.tsx";
import { NeighbourLinks } from "./neighbours/neighbour-links.tsx";
import type { Neighbours } from "./neighbours/use-neighbours.ts";
import { RunProgress } from "./run-progress.tsx";

const grid = {
  display: "grid",
  gap: 2,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) 340px" },
  alignItems: "start",
};
const column = { display: "grid", gap: 2, minWidth: 0 };

type DetailProps = { job: Job; neighbours: Neighbours | null; onDeleted: () => void };

/** Shows a job: log, result, attempts, payload, properties and timeline. */
export function JobDetail({ job, neighbours, onDeleted }: DetailProps) {
  const title = useTemplateTitles().get(job.template.name) ?? job.template.name;
  const history = useJobHistory(job.id);
  const attempts = useJobAttempts(job.id);
  const [attempt, setAttempt] = useState<number | null>(null);
  return (
    <Page
      title={title}
      tabTitle={jobTabTitle(job, title)}
      above={neighbours !== null && <NeighbourLinks {...neighbours} />}
      subtitle={<JobSubtitle job={job} />}
      actions={<JobHeaderActions job={job} onDeleted={onDeleted} />}
    >
      <RunProgress job={job} />
      <WaitLine job={job} />
      <JobErrorAlert job={job} />
      <Box sx={grid}>
        <Box sx={column}>
          <LogCard job={job} attempt={attempt} onAttempt={setAttempt} />
          {job.state === "succeeded" && job.result !== null && (
            <JsonCard title="Result" value={job.result} />
          )}
          <AttemptsCard attempts={attempts.data ?? []} chosen={attempt} onChoose={setAttempt} />
          <JsonCard title="Payload" value={job.payload} />
        </Box>
        <Box sx={column}>
          <FactsCard job={job} events={history.data ?? []} attempts={attempts.data ?? []} />
          {history.isError ? (
            <ErrorState error={history.error} onRetry={() => void history.refetch()} />
          ) : (
            <TimelineCard events={history.data ?? []} />
          )}
        </Box>
      </Box>
    </Page>
  );
}
