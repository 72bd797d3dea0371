import type { JobSummary } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";

/** A bar with percent and message while the job runs; why it did not succeed once it has ended. */
export function JobProgress({ job }: { job: JobSummary }) {
  if (job.state === "running") return <Bar percent={job.progress?.percent} message={job.progress?.message ?? ""} />;
  if (job.error === null) return null;
  return (
    <Typography noWrap variant="body2" title={job.error.message} sx={{ color: job.state === "failed" ? "error.main" : "text.secondary" }}>
      {job.error.message}
    </Typography>
  );
}

function Bar({ percent, message }: { percent: number | undefined; message: string }) {
  return (
    <Box sx={{ maxWidth: 220 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1 }}>
        <LinearProgress
          aria-label="Progress"
          variant={percent === undefined ? "indeterminate" : "determinate"}
          value={percent ?? 0}
          color="info"
          sx={{ flex: 1, height: 4 }}
        />
        {percent !== undefined && (
          <Typography
            variant="caption"
            sx={{ color: "text.secondary", fontVariantNumeric: "tabular-nums", minWidth: 30, textAlign: "right" }}
          >
            {Math.round(percent)}%
          </Typography>
        )}
      </Box>
      {message !== "" && (
        <Typography noWrap variant="caption" title={message} sx={{ display: "block", color: "text.secondary" }}>
          {message}
        </Typography>
      )}
    </Box>
  );
}
