import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { Duration } from "../../../components/time/duration.tsx";
import { attemptCount } from "../attempt-count.ts";

/** Shows the progress of a running job over the whole width. */
export function RunProgress({ job }: { job: Job }) {
  if (job.state !== "running" || job.startedAt === null) return null;
  const percent = job.progress?.percent;
  return (
    <Box sx={{ mb: 2 }}>
      <Box sx={{ display: "flex", justifyContent: "space-between", gap: 2, mb: 0.75 }}>
        <Typography variant="body2" noWrap>
          {job.progress?.message ?? `Attempt ${attemptCount(job)}`}
        </Typography>
        <Typography
          variant="body2"
          sx={{ color: "text.secondary", fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}
        >
          {percent !== undefined && `${Math.round(percent)}% · `}
          <Duration from={job.startedAt} to={null} />
        </Typography>
      </Box>
      <LinearProgress
        aria-label="Progress"
        color="info"
        variant={percent === undefined ? "indeterminate" : "determinate"}
        value={percent ?? 0}
        sx={{ height: 6 }}
      />
    </Box>
  );
}
