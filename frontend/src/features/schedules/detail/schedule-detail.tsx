import type { Schedule } from "@formwork/contracts/schedule";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import { JsonCard } from "../../../components/cards/json-card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { needsAttention } from "../schedule-state.ts";
import { ScheduleStateChip } from "../schedule-state-chip.tsx";
import { Countdown } from "../words/countdown.tsx";
import { ScheduleSentence } from "../words/schedule-sentence.tsx";
import { NextFiresCard } from "./next-fires-card.tsx";
import { ResultsCard } from "./results-card.tsx";
import { ScheduleFacts } from "./schedule-facts.tsx";
import { ScheduleHeaderActions } from "./schedule-header-actions.tsx";
import { SlotsCard } from "./slots-card.tsx";

type DetailProps = { schedule: Schedule; onDeleted: () => void };

/** Shows a schedule: its next fires, its last results, its slots, what its jobs get. */
export function ScheduleDetail({ schedule, onDeleted }: DetailProps) {
  return (
    <Page
      title={schedule.name}
      above={
        <TextLink to={paths.schedules} variant="body2">
          All schedules
        </TextLink>
      }
      subtitle={<Subtitle schedule={schedule} />}
      actions={<ScheduleHeaderActions schedule={schedule} onDeleted={onDeleted} />}
    >
      <PauseNotice schedule={schedule} />
      <Box sx={grid}>
        <Box sx={column}>
          <ResultsCard schedule={schedule} />
          <SlotsCard schedule={schedule} />
        </Box>
        <Box sx={column}>
          <NextFiresCard schedule={schedule} />
          <ScheduleFacts schedule={schedule} />
          <JsonCard title="Payload" value={schedule.payload} />
        </Box>
      </Box>
    </Page>
  );
}

function Subtitle({ schedule }: { schedule: Schedule }) {
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1 }}>
      <ScheduleStateChip schedule={schedule} />
      <Box component="span" sx={{ display: "inline-block", "&::first-letter": capital }}>
        <ScheduleSentence schedule={schedule} />
      </Box>
      {schedule.nextRunAt === null ? null : (
        <span>
          · next <Countdown to={schedule.nextRunAt} />
        </span>
      )}
    </Box>
  );
}

/** Says why a schedule is paused, and where somebody has to act what to do. */
function PauseNotice({ schedule }: { schedule: Schedule }) {
  const { enabled, pausedReason } = schedule;
  if (enabled) return null;
  if (!needsAttention(schedule))
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        Paused{pausedReason === null ? ". No reason was given." : `: ${pausedReason}`}
      </Alert>
    );
  return (
    <Alert severity="error" sx={{ mb: 2, overflowWrap: "anywhere" }}>
      <strong>Formwork stopped it: {pausedReason}</strong>
      <div>Mend the cause, or its payload with Edit, and resume it.</div>
    </Alert>
  );
}

const capital = { textTransform: "uppercase" } as const;
const grid = {
  display: "grid",
  gap: 2,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) 420px" },
  alignItems: "start",
} as const;
const column = { display: "grid", gap: 2, minWidth: 0 } as const;
