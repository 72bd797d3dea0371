import OutlinedInput from "@mui/material/OutlinedInput";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { durationWords } from "../../../forms/values/describe-duration.ts";
import { utcWords } from "../../../forms/values/zoned-time.ts";
import { TimeInput } from "../../../forms/widgets/time/zoned-time-input.tsx";
import { OptionField } from "./option-field.tsx";
import type { RunOptions } from "./run-options.ts";

type WhenFieldProps = {
  options: RunOptions;
  set: (change: Partial<RunOptions>) => void;
  errorOf: (name: string) => string | undefined;
};

/** Now, at a moment, or after a while. */
export function WhenField({ options, set, errorOf }: WhenFieldProps) {
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
          hint={runAt === undefined ? undefined : utcWords(runAt)}
        >
          <TimeInput
            id="option-run-at"
            value={runAt}
            onChange={(moment) => set({ runAt: moment })}
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
          hint={durationWords(delay)}
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
