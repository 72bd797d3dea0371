import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LastRunCard } from "./last-run-card.tsx";
import { OverridesCard } from "./overrides-card.tsx";
import { RetentionForm } from "./retention-form.tsx";
import { useRetention, useRetentionReport } from "./use-retention.ts";

/** The page on which an admin says how long jobs and logs are kept. */
export function RetentionPage() {
  const retention = useRetention();
  const report = useRetentionReport();
  const failed = [retention, report].find(({ isError }) => isError);
  if (failed !== undefined)
    return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (retention.data === undefined || report.data === undefined) return <Loading />;
  return (
    <Stack spacing={2}>
      <RetentionForm key={JSON.stringify(retention.data)} saved={retention.data} />
      <LastRunCard lastRun={report.data.lastRun} />
      <OverridesCard overrides={report.data.overrides} />
    </Stack>
  );
}

function Loading() {
  return (
    <Stack spacing={2} aria-label="Loading" role="status">
      <Skeleton variant="rounded" height={372} />
      <Skeleton variant="rounded" height={92} />
      <Skeleton variant="rounded" height={92} />
    </Stack>
  );
}
