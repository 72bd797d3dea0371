import type { JobEvent } from "@formwork/contracts/events/events";
import Box from "@mui/material/Box";
import Tooltip from "@mui/material/Tooltip";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/card.tsx";
import { stateIcons } from "../../../components/state-chip.tsx";
import { formatClockTime, formatDateTime, formatDuration } from "../../../lib/time.ts";
import { useUserName } from "../use-user-name.ts";
import { type Step, timelineOf } from "./timeline.ts";

/** The life of a job, step by step, with the time between the steps. */
export function TimelineCard({ events }: { events: readonly JobEvent[] }) {
  const steps = timelineOf(events, useUserName());
  return (
    <Card title="Timeline">
      <Box component="ol" aria-label="Timeline" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {steps.map((step) => (
          <StepRow key={step.seq} step={step} />
        ))}
      </Box>
    </Card>
  );
}

function StepRow({ step }: { step: Step }) {
  const Icon = stateIcons[step.tone];
  return (
    <Box component="li" sx={item}>
      <Icon
        aria-hidden
        sx={(theme) => ({
          fontSize: 18,
          color: theme.vars?.palette.state[step.tone],
          bgcolor: "background.paper",
          position: "relative",
        })}
      />
      <Box sx={{ minWidth: 0, pb: 1.75 }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {step.title}
        </Typography>
        {step.detail !== null && (
          <Typography
            variant="caption"
            sx={{ display: "block", color: "text.secondary", overflowWrap: "anywhere" }}
          >
            {step.detail}
          </Typography>
        )}
      </Box>
      <Box sx={{ textAlign: "right", fontVariantNumeric: "tabular-nums", color: "text.secondary" }}>
        <Tooltip title={formatDateTime(step.at)}>
          <Typography component="time" variant="caption" dateTime={step.at}>
            {formatClockTime(step.at)}
          </Typography>
        </Tooltip>
        {step.sinceLast !== null && (
          <Typography variant="caption" sx={{ display: "block" }}>
            +{formatDuration(step.sinceLast)}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

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
