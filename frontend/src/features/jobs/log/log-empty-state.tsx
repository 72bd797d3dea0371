import Typography from "@mui/material/Typography";
import { formatDateTime } from "../../../lib/time/time.ts";

type LogEmptyStateProps = {
  loading: boolean;
  ended: boolean;
  filtered: boolean;
  /** When the log was removed. */
  removedAt: string | null;
};

/** Says why the log shows no lines. */
export function LogEmptyState(props: LogEmptyStateProps) {
  return (
    <Typography sx={{ color: "text.secondary", px: 2, py: 4, textAlign: "center" }}>
      {message(props)}
    </Typography>
  );
}

function message({ loading, ended, filtered, removedAt }: LogEmptyStateProps): string {
  if (loading) return "Reading the log…";
  if (filtered) return "No line matches.";
  if (removedAt !== null)
    return `The log was removed on ${formatDateTime(removedAt)}, because it had become too old.`;
  return ended ? "This job wrote nothing." : "Lines appear here as the job writes them.";
}
