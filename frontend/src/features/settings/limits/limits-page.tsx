import type { Limits } from "@formwork/contracts/limits";
import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { OwnerLimitCard } from "./owner-limit-card.tsx";
import { QueueLimitsCard } from "./queue-limits-card.tsx";
import { RateLimitsCard } from "./rate-limits-card.tsx";
import { useLimits, useLimitsReport, useQueueLimits } from "./use-limits.ts";

/**
 * The page on which an admin says how much callers may do, and how many jobs run at once. Where a
 * limit refuses the rest of the page, the limits can be changed all the same.
 */
export function LimitsPage() {
  const limits = useLimits();
  if (limits.data)
    return (
      <Stack spacing={2}>
        <RateLimitsCard limits={limits.data} />
        <JobLimits limits={limits.data} />
        <KeysCard />
      </Stack>
    );
  return limits.isError ? (
    <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />
  ) : (
    <Loading />
  );
}

/** Shows the limits on jobs at once, with whom they concern now. */
function JobLimits({ limits }: { limits: Limits }) {
  const report = useLimitsReport();
  const queues = useQueueLimits();
  const failed = [report, queues].find(({ isError, data }) => isError && !data);
  if (failed !== undefined)
    return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!report.data || !queues.data) return <Loading />;
  return (
    <>
      <OwnerLimitCard limits={limits} report={report.data} />
      <QueueLimitsCard queues={queues.data.items} isAll={queues.data.next === null} />
    </>
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
