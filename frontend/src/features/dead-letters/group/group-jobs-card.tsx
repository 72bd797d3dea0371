import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import type { JobSummary } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LinkButton, TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { useDismissJob } from "./use-dismiss-job.ts";
import { useGroupJobs } from "./use-group-jobs.ts";

/** Shows the newest jobs of a group, with what can be done to each of them. */
export function GroupJobsCard({ group }: { group: ErrorGroup }) {
  const jobs = useGroupJobs(group.key);
  return (
    <Card
      title="Jobs"
      flush
      actions={
        <LinkButton to={paths.jobs(String(new URLSearchParams({ error: group.key })))} size="small">
          Open as a list
        </LinkButton>
      }
    >
      {jobs.isPending && <Skeleton variant="rounded" height={120} sx={{ m: 2 }} />}
      {jobs.isError && jobs.data === undefined && (
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      )}
      <Box component="ul" aria-label="Jobs of the group" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {(jobs.data?.pages ?? [])
          .flatMap((page) => page.items)
          .map((job) => (
            <JobItem key={job.id} job={job} />
          ))}
      </Box>
      {jobs.hasNextPage && (
        <Box sx={{ textAlign: "center", p: 1.5 }}>
          <Button
            variant="outlined"
            loading={jobs.isFetchingNextPage}
            onClick={() => void jobs.fetchNextPage()}
          >
            Show more jobs
          </Button>
        </Box>
      )}
    </Card>
  );
}

function JobItem({ job }: { job: JobSummary }) {
  const name = job.summary || shortId(job.id);
  const dismiss = useDismissJob(job.id);
  const mayRun = useTemplateRights().mayRun(job.template.name);
  const mayChange = useMay("jobs:write");
  return (
    <Box component="li" sx={item}>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography noWrap sx={{ fontWeight: 500 }}>
          <TextLink to={paths.job(job.id)} title={name}>
            {name}
          </TextLink>
        </Typography>
        <Typography
          variant="body2"
          sx={{ color: "text.secondary", overflowWrap: "anywhere" }}
          title={job.error?.message}
        >
          {job.finishedAt !== null && <RelativeTime at={job.finishedAt} />} ·{" "}
          {shortened(job.error?.message ?? "")}
        </Typography>
      </Box>
      <Box sx={{ display: "flex", gap: 1, flex: "none" }}>
        {mayRun && (
          <LinkButton
            size="small"
            variant="outlined"
            to={paths.run(job.template.name, job.id)}
            aria-label={`Repair ${name}`}
          >
            Repair
          </LinkButton>
        )}
        {mayChange && (
          <Button
            size="small"
            color="inherit"
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate()}
            aria-label={`Dismiss ${name}`}
          >
            Dismiss
          </Button>
        )}
      </Box>
    </Box>
  );
}

const maxShown = 200;

function shortened(message: string): string {
  return message.length > maxShown ? `${message.slice(0, maxShown).toWellFormed()}…` : message;
}

const item = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  columnGap: 2,
  rowGap: 0.5,
  px: 2,
  py: 1.25,
  borderBottom: 1,
  borderColor: "divider",
  "&:last-of-type": { borderBottom: 0 },
  "& > :first-of-type": { flexBasis: 240 },
} as const;
