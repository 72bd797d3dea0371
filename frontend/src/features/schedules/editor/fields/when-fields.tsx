import type { FieldError } from "@formwork/contracts/problem";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import { OptionField } from "../../../../forms/layout/option-field.tsx";
import { describeDuration } from "../../../../forms/widgets/describe-duration.ts";
import { ZonedTimeInput } from "../../../../forms/widgets/time/zoned-time-input.tsx";
import { ZoneSelect } from "../../choice/zone-select.tsx";
import { useScheduleWords } from "../../words/use-schedule-words.ts";
import { faultOf, type ScheduleDraft } from "../schedule-draft.ts";
import { cronPresets } from "./cron-presets.ts";
import { TextBox } from "./text-box.tsx";

export type DraftFieldsProps = {
  draft: ScheduleDraft;
  faults: readonly FieldError[];
  onChange: (change: Partial<ScheduleDraft>) => void;
};

/** Takes when a schedule fires, and says it in words. */
export function WhenFields(props: DraftFieldsProps) {
  const { draft, faults, onChange } = props;
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <ToggleButtonGroup
        exclusive
        fullWidth
        size="small"
        value={draft.rhythm}
        aria-label="How often"
        onChange={(_, rhythm: ScheduleDraft["rhythm"] | null) =>
          rhythm !== null && onChange({ rhythm })
        }
      >
        <ToggleButton value="cron">At fixed times</ToggleButton>
        <ToggleButton value="every">Every …</ToggleButton>
        <ToggleButton value="at">Once</ToggleButton>
      </ToggleButtonGroup>
      <RhythmField {...props} />
      <OptionField
        id="schedule-timezone"
        label="Time zone of the schedule"
        error={faultOf(faults, "timezone")}
        hint={
          draft.rhythm === "every"
            ? "Intervals count real time; days without runs are of this zone"
            : undefined
        }
      >
        <ZoneSelect
          id="schedule-timezone"
          value={draft.timezone}
          onChange={(timezone) => onChange({ timezone })}
          hasError={faultOf(faults, "timezone") !== undefined}
        />
      </OptionField>
      <Sentence draft={draft} faults={faults} />
    </Box>
  );
}

function RhythmField({ draft, faults, onChange }: DraftFieldsProps) {
  const { rhythm, cron, every, at } = draft;
  const error = faultOf(faults, rhythm);
  if (rhythm === "cron")
    return (
      <OptionField
        id="schedule-cron"
        label="Cron expression"
        error={error}
        hint="Minute, hour, day of the month, month, day of the week"
      >
        <TextBox
          id="schedule-cron"
          value={cron}
          error={error}
          onText={(text) => onChange({ cron: text })}
        />
        <Box
          role="group"
          aria-label="Examples"
          sx={{ display: "flex", flexWrap: "wrap", gap: 0.5, mt: 1 }}
        >
          {cronPresets.map((preset) => (
            <Chip
              key={preset.cron}
              size="small"
              variant="outlined"
              label={preset.label}
              onClick={() => onChange({ cron: preset.cron })}
            />
          ))}
        </Box>
      </OptionField>
    );
  if (rhythm === "every")
    return (
      <OptionField
        id="schedule-every"
        label="Time between two runs"
        error={error}
        hint={describeDuration(every) || "Such as 90s, 10m or 6h"}
      >
        <TextBox
          id="schedule-every"
          value={every}
          error={error}
          onText={(text) => onChange({ every: text })}
        />
      </OptionField>
    );
  return (
    <OptionField id="schedule-at" label="Run at" error={error}>
      <ZonedTimeInput
        id="schedule-at"
        value={at}
        onChange={(instant) => onChange({ at: instant })}
        // It must not run at the time that stood here before.
        onPartial={(isPartial) => isPartial && at !== undefined && onChange({ at: undefined })}
        hasError={error !== undefined}
        stacked
      />
    </OptionField>
  );
}

/** Says the draft in words, unless it has none or they would be about what is refused. */
function Sentence({ draft, faults }: Pick<DraftFieldsProps, "draft" | "faults">) {
  const { rhythm, cron, every, at, timezone } = draft;
  const words = useScheduleWords({
    cron: rhythm === "cron" ? cron : null,
    every: rhythm === "every" ? every : null,
    at: rhythm === "at" ? (at ?? null) : null,
    timezone,
  });
  const isRefused = [rhythm, "timezone"].some((field) => faultOf(faults, field) !== undefined);
  return (
    <Typography
      role="status"
      sx={{
        fontWeight: 550,
        overflowWrap: "anywhere",
        "&::first-letter": { textTransform: "uppercase" },
      }}
    >
      {isRefused ? null : words}
    </Typography>
  );
}
