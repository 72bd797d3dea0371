import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { LiveStatus } from "../lib/live/live-connection.ts";
import { useLiveStatus } from "../lib/live/live-context.ts";
import { formatClockTime } from "../lib/time/time.ts";
import { visuallyHidden } from "./visually-hidden.ts";

const colours = {
  live: "success.main",
  connecting: "text.disabled",
  down: "warning.main",
} as const;

function statusText({ state, asOf }: LiveStatus): string {
  if (state === "live") return "Live";
  if (state === "connecting" || asOf === null) return "Connecting…";
  return `Reconnecting, data as of ${formatClockTime(asOf)}`;
}

/** Shows whether the page is live, and how old its data is while it is not. */
export function ConnectionIndicator({ compact = false }: { compact?: boolean }) {
  const status = useLiveStatus();
  const text = statusText(status);
  const isDotOnly = compact && status.state === "live";
  return (
    <Box
      role="status"
      title={text}
      sx={{ display: "flex", alignItems: "center", gap: 1, color: "text.secondary", minWidth: 0 }}
    >
      <Box
        aria-hidden
        sx={{
          width: 8,
          height: 8,
          borderRadius: "50%",
          flex: "none",
          bgcolor: colours[status.state],
        }}
      />
      <Typography
        variant="caption"
        sx={isDotOnly ? visuallyHidden : { overflowWrap: "anywhere", minWidth: 0 }}
      >
        {text}
      </Typography>
    </Box>
  );
}
