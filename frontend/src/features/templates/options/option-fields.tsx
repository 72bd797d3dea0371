import type { FieldError } from "@formwork/contracts/problem";
import MenuItem from "@mui/material/MenuItem";
import OutlinedInput from "@mui/material/OutlinedInput";
import Select from "@mui/material/Select";
import { OptionField } from "../../../forms/layout/option-field.tsx";
import { labelId } from "../../../forms/values/field-path.ts";
import { describeDuration } from "../../../forms/widgets/describe-duration.ts";
import { TagsField } from "../../../forms/widgets/tags/tags-field.tsx";
import type { RunOptions } from "./run-options.ts";
import { StartTimeField } from "./start-time-field.tsx";

type OptionFieldsProps = {
  options: RunOptions;
  errors: readonly FieldError[];
  /**
   * The values of the template, which apply to options that are not set. Null for a job that is run
   * again: it starts from the options of the old one, and keeps its attempts and timeout.
   */
  defaults: { priority: number; timeout: string; attempts: number } | null;
  onChange: (options: RunOptions) => void;
};

const priorities = ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"];
const templateDefault = "template";

/** Shows the fields of the options panel. */
export function OptionFields({ options, errors, defaults, onChange }: OptionFieldsProps) {
  const set = (change: Partial<RunOptions>) => onChange({ ...options, ...change });
  const errorOf = (name: string) => errors.find(({ pointer }) => pointer === `/${name}`)?.message;
  return (
    <>
      <StartTimeField options={options} set={set} errorOf={errorOf} />
      <OptionField id="option-priority" label="Priority" hint="9 goes first">
        <Select
          labelId={labelId("option-priority")}
          id="option-priority"
          fullWidth
          value={options.priority === null ? templateDefault : String(options.priority)}
          onChange={({ target }) =>
            set({ priority: target.value === templateDefault ? null : Number(target.value) })
          }
        >
          {defaults === null ? null : (
            <MenuItem value={templateDefault}>{defaults.priority}, as the template says</MenuItem>
          )}
          {priorities.map((priority) => (
            <MenuItem key={priority} value={priority}>
              {priority}
            </MenuItem>
          ))}
        </Select>
      </OptionField>
      <OptionField id="option-tags" label="Tags" hint="Words to find the job by">
        <TagsField
          id="option-tags"
          value={options.tags}
          onChange={(tags) => set({ tags })}
          placeholder="Type one, then Enter"
        />
      </OptionField>
      {defaults === null ? null : (
        <AttemptFields options={options} defaults={defaults} set={set} errorOf={errorOf} />
      )}
    </>
  );
}

type AttemptFieldsProps = {
  options: RunOptions;
  defaults: { timeout: string; attempts: number };
  set: (change: Partial<RunOptions>) => void;
  errorOf: (name: string) => string | undefined;
};

function AttemptFields({ options, defaults, set, errorOf }: AttemptFieldsProps) {
  return (
    <>
      <OptionField id="option-attempts" label="Attempts" error={errorOf("maxAttempts")}>
        <OutlinedInput
          id="option-attempts"
          size="small"
          fullWidth
          value={options.maxAttempts}
          placeholder={`${defaults.attempts}, as the template says`}
          onChange={({ target }) => set({ maxAttempts: target.value.trim() })}
          inputProps={{ inputMode: "numeric" }}
        />
      </OptionField>
      <OptionField
        id="option-timeout"
        label="Timeout of an attempt"
        error={errorOf("timeout")}
        hint={describeDuration(options.timeout)}
      >
        <OutlinedInput
          id="option-timeout"
          size="small"
          fullWidth
          value={options.timeout}
          placeholder={`${defaults.timeout}, as the template says`}
          onChange={({ target }) => set({ timeout: target.value.trim() })}
        />
      </OptionField>
    </>
  );
}
