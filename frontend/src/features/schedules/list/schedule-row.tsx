import type { Schedule } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { allowedActions, type ScheduleAction } from "../actions/schedule-action.ts";
import { ScheduleMenuButton } from "../actions/schedule-menu-button.tsx";
import { ScheduleStateChip } from "../schedule-state-chip.tsx";
import { MissedNote } from "../strip/missed-note.tsx";
import { ResultStrip } from "../strip/result-strip.tsx";
import { Countdown } from "../words/countdown.tsx";
import { ScheduleSentence } from "../words/schedule-sentence.tsx";
import { formatInZone } from "../words/zoned-text.ts";

type RowProps = {
  schedule: Schedule;
  title: string;
  /** Whether the user may run its template. */
  mayRun: boolean;
  /** Null for a user who may not steer schedules. */
  onAction: ((action: ScheduleAction, schedule: Schedule) => void) | null;
  onMenu: (isOpen: boolean) => void;
};

/** Shows one schedule of the list; on a phone its parts stand below each other. */
export function ScheduleRow({ schedule, title, mayRun, onAction, onMenu }: RowProps) {
  const { id, name } = schedule;
  return (
    <Box component="li" sx={row}>
      <Box sx={{ gridArea: "name", minWidth: 0 }}>
        <TextLink to={paths.schedule(id)} sx={nameStyle}>
          {name}
        </TextLink>
        <Typography variant="body2" sx={details}>
          <Box component="span" sx={sentence}>
            <ScheduleSentence schedule={schedule} />
          </Box>
          {title === name ? null : ` · ${title}`}
        </Typography>
      </Box>
      <Box sx={{ gridArea: "next", minWidth: 0 }}>
        <NextRun schedule={schedule} />
      </Box>
      <Box sx={{ gridArea: "strip", fontSize: "0.8125rem", color: "text.secondary" }}>
        <ResultStrip id={id} name={name} />
        <MissedNote id={id} />
      </Box>
      <Box sx={{ gridArea: "state" }}>
        <ScheduleStateChip schedule={schedule} />
      </Box>
      <Box sx={{ gridArea: "menu", justifySelf: "end", minWidth: 34 }}>
        {onAction === null ? null : (
          <ScheduleMenuButton
            schedule={schedule}
            actions={allowedActions(schedule, mayRun)}
            onAction={onAction}
            onOpen={onMenu}
          />
        )}
      </Box>
    </Box>
  );
}

/** Shows when a schedule fires next, or why it does not. */
function NextRun({ schedule }: { schedule: Schedule }) {
  const { nextRunAt, timezone, pausedReason } = schedule;
  if (nextRunAt === null)
    return (
      <Typography variant="body2" sx={details}>
        {pausedReason ?? (schedule.enabled ? "No run is left" : "No reason given")}
      </Typography>
    );
  return (
    <>
      <Typography variant="body2" sx={{ fontVariantNumeric: "tabular-nums" }}>
        <Countdown to={nextRunAt} />
      </Typography>
      <Typography variant="body2" sx={details}>
        {formatInZone(nextRunAt, timezone)}
      </Typography>
    </>
  );
}

const row = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr) auto",
    md: "minmax(0, 1fr) minmax(0, 190px) 210px 96px 34px",
  },
  gridTemplateAreas: {
    xs: `"name menu" "next state" "strip strip"`,
    md: `"name next strip state menu"`,
  },
  alignItems: "center",
  columnGap: 2,
  rowGap: 1,
  px: 2,
  py: 1.25,
  "& + &": { borderTop: 1, borderColor: "divider" },
  "&:hover": { bgcolor: "action.hover" },
} as const;
const nameStyle = { fontWeight: 550, color: "text.primary", overflowWrap: "anywhere" } as const;
const details = { color: "text.secondary", overflowWrap: "anywhere" } as const;
const sentence = {
  display: "inline-block",
  "&::first-letter": { textTransform: "uppercase" },
} as const;
