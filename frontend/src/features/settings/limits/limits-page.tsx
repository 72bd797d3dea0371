import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/card.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { OwnerLimitCard } from "./owner-limit-card.tsx";
import { QueueLimitsCard } from "./queue-limits-card.tsx";
import { useLimits, useLimitsReport, useQueueLimits } from "./use-limits.ts";

/** The page on which an admin says how many jobs run at once. */
export function LimitsPage() {
  const limits = useLimits();
  const report = useLimitsReport();
  const queues = useQueueLimits();
  const failed = [limits, report, queues].find(({ isError, data }) => isError && !data);
  if (failed !== undefined)
    return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!limits.data || !report.data || !queues.data) return <Loading />;
  return (
    <Stack spacing={2}>
      <OwnerLimitCard limits={limits.data} report={report.data} />
      <QueueLimitsCard queues={queues.data.items} isAll={queues.data.next === null} />
      <KeysCard />
    </Stack>
  );
}

/** Says where the limits of concurrency keys are set, and where they are seen. */
function KeysCard() {
  return (
    <Card title="Jobs of one concurrency key">
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        A template sets this limit, with <code>concurrency</code> in its file: two deploys of one
        host, say, never run at once. On the page of{" "}
        <TextLink to={paths.queues} underline="always">
          queues
        </TextLink>{" "}
        each queue with waiting jobs lists the keys that are full, and who waits for them.
      </Typography>
    </Card>
  );
}

function Loading() {
  return (
    <Stack spacing={2} aria-label="Loading" role="status">
      <Skeleton variant="rounded" height={196} />
      <Skeleton variant="rounded" height={240} />
      <Skeleton variant="rounded" height={104} />
    </Stack>
  );
}
