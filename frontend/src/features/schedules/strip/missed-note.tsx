import Typography from "@mui/material/Typography";
import { useResults } from "../cache/use-results.ts";

/** Says how many of the last slots of a schedule were missed; nothing where none was. */
export function MissedNote({ id }: { id: string }) {
  const missed = useResults(id).data?.missed ?? 0;
  if (missed === 0) return null;
  return (
    <Typography variant="caption" sx={{ display: "block", color: "warning.main" }}>
      {missed === 1 ? "1 run was missed" : `${missed} runs were missed`}
    </Typography>
  );
}
