import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";

/** The placeholder of a job's page while it loads. */
export function JobSkeleton() {
  return (
    <Box
      aria-busy
      aria-label="Loading the job"
      sx={{ p: { xs: 2, sm: 3 }, display: "grid", gap: 2, maxWidth: 1240, mx: "auto" }}
    >
      <Skeleton width={260} height={36} />
      <Skeleton width={180} />
      <Skeleton variant="rounded" height={120} />
      <Skeleton variant="rounded" height={320} />
    </Box>
  );
}
