import type { JobEvent } from "@formwork/contracts/events/events";
import Box from "@mui/material/Box";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { stateIcons } from "../../../components/chips/state-chip.tsx";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { formatClockTime, formatDateTime, formatDuration } from "../../../lib/time/time.ts";
import { type TimelineEntry, timelineOf } from "./timeline.ts";

/** Shows the timeline of a job with the time between its entries. */
export function TimelineCard({ events }: { events: readonly JobEvent[] }) {
  const entries = timelineOf(events, useUserName());
  return (
    <Card title="Timeline">
      <Box component="ol" aria-label="Timeline" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {entries.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} />
        ))}
      </Box>
    </Card>
  );
}

function EntryRow({ entry }: { entry: TimelineEntry }) {
  const Icon = stateIcons[entry.state];
  return (
    <Box component="li" sx={item}>
      <Icon
        aria-hidden
        sx={(theme) => ({
          fontSize: 18,
          color: theme.vars?.palette.state[entry.state],
          bgcolor: "background.paper",
          position: "relative",
        })}
      />
      <Box sx={{ minWidth: 0, pb: 1.75 }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {entry.title}
        </Typography>
        {entry.detail !== null && (
          <Typography variant="caption" title={entry.detail} sx={detailText}>
            {entry.detail}
          </Typography>
        )}
      </Box>
      <Box sx={{ textAlign: "right", fontVariantNumeric: "tabular-nums", color: "text.secondary" }}>
        <Tooltip title={formatDateTime(entry.at)}>
          <Typography component="time" variant="caption" dateTime={entry.at}>
            {formatClockTime(entry.at)}
          </Typography>
        </Tooltip>
        {entry.sinceLastMs !== null && (
          <Typography variant="caption" sx={{ display: "block" }}>
            +{formatDuration(entry.sinceLastMs)}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

/** An error may be long: the timeline shows its start. */
const detailText = {
  display: "-webkit-box",
  WebkitLineClamp: 4,
  WebkitBoxOrient: "vertical",
  overflow: "hidden",
  color: "text.secondary",
  overflowWrap: "anywhere",
};

const item = {
  display: "grid",
  gridTemplateColumns: "18px minmax(0, 1fr) auto",
  columnGap: 1.25,
  position: "relative",
  "&:not(:last-of-type)::before": {
    content: '""',
    position: "absolute",
    left: 8.5,
    top: 18,
    bottom: 0,
    borderLeft: "1px solid",
    borderColor: "divider",
  },
  "&:last-of-type > div": { pb: 0 },
};
