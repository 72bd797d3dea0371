import Typography from "@mui/material/Typography";

/** Says why the log shows no lines. */
export function LogEmptyState({
  loading,
  ended,
  filtered,
}: {
  loading: boolean;
  ended: boolean;
  filtered: boolean;
}) {
  return (
    <Typography sx={{ color: "text.secondary", px: 2, py: 4, textAlign: "center" }}>
      {message(loading, ended, filtered)}
    </Typography>
  );
}

function message(loading: boolean, ended: boolean, filtered: boolean): string {
  if (loading) return "Reading the log…";
  if (filtered) return "No line matches.";
  return ended ? "This job wrote nothing." : "Lines appear here as the job writes them.";
}
