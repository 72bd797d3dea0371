import OutlinedInput from "@mui/material/OutlinedInput";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { OptionField } from "../../../forms/layout/option-field.tsx";
import { describeDuration } from "../../../forms/widgets/describe-duration.ts";
import { formatUtc } from "../../../forms/widgets/time/zoned-time.ts";
import { ZonedTimeInput } from "../../../forms/widgets/time/zoned-time-input.tsx";
import type { RunOptions } from "./run-options.ts";

type StartTimeFieldProps = {
  options: RunOptions;
  set: (change: Partial<RunOptions>) => void;
  errorOf: (name: string) => string | undefined;
};

/** Chooses when the job starts: now, at a given time, or after a delay. */
export function StartTimeField({ options, set, errorOf }: StartTimeFieldProps) {
  const { when, runAt, delay } = options;
  return (
    <>
      <ToggleButtonGroup
        exclusive
        fullWidth
        size="small"
        value={when}
        aria-label="When to run"
        onChange={(_, chosen: RunOptions["when"] | null) =>
          chosen !== null && set({ when: chosen })
        }
      >
        <ToggleButton value="now">Now</ToggleButton>
        <ToggleButton value="at">Later</ToggleButton>
        <ToggleButton value="after">After</ToggleButton>
      </ToggleButtonGroup>
      {when === "at" ? (
        <OptionField
          id="option-run-at"
          label="Run at"
          error={errorOf("runAt")}
          hint={runAt === undefined ? undefined : formatUtc(runAt)}
        >
          <ZonedTimeInput
            id="option-run-at"
            value={runAt}
            onChange={(runAt) => set({ runAt })}
            // The job must not start at the time that stood here before.
            onPartial={(isPartial) => isPartial && runAt !== undefined && set({ runAt: undefined })}
            hasError={errorOf("runAt") !== undefined}
            stacked
          />
        </OptionField>
      ) : null}
      {when === "after" ? (
        <OptionField
          id="option-delay"
          label="Wait for"
          error={errorOf("delay")}
          hint={describeDuration(delay)}
        >
          <OutlinedInput
            id="option-delay"
            size="small"
            fullWidth
            value={delay}
            placeholder="90s, 10m, 1h30m"
            onChange={({ target }) => set({ delay: target.value.trim() })}
          />
        </OptionField>
      ) : null}
    </>
  );
}
