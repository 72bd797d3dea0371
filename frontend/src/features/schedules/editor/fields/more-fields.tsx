import { misfirePolicies, overlapPolicies } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import { OptionField } from "../../../../forms/layout/option-field.tsx";
import { labelId } from "../../../../forms/values/field-path.ts";
import { describeDuration } from "../../../../forms/widgets/describe-duration.ts";
import { TagsField } from "../../../../forms/widgets/tags/tags-field.tsx";
import { ZonedTimeInput } from "../../../../forms/widgets/time/zoned-time-input.tsx";
import { misfireNames, overlapNames } from "../../words/policy-names.ts";
import { faultOf, type ScheduleDraft } from "../schedule-draft.ts";
import { DatesField } from "./dates-field.tsx";
import { TextBox } from "./text-box.tsx";
import type { DraftFieldsProps } from "./when-fields.tsx";

/** Takes what most schedules leave as it is: bounds, missed runs, overlap, failures, priority, queue, tags. */
export function MoreFields(props: DraftFieldsProps) {
  const { draft, onChange } = props;
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Choice
        name="overlap"
        label="While an earlier job has not ended"
        value={draft.overlap}
        options={overlapPolicies.map((policy) => [policy, overlapNames[policy]])}
        onChoose={(overlap) => onChange({ overlap })}
      />
      <Choice
        name="misfire"
        label="Runs that were missed"
        value={draft.misfire}
        options={misfirePolicies.map((policy) => [policy, misfireNames[policy]])}
        onChoose={(misfire) => onChange({ misfire })}
      />
      {draft.misfire === "fireAll" ? (
        <>
          <TextOption {...props} name="misfireWindow" label="No older than" isDuration />
          <TextOption {...props} name="misfireLimit" label="At most, the last ones" />
        </>
      ) : null}
      <TextOption
        {...props}
        name="maxFailures"
        label="Stop after failures in a row"
        placeholder="Never"
      />
      <TextOption
        {...props}
        name="jitter"
        label="Delay at random, up to"
        placeholder="None"
        isDuration
      />
      <TimeOption {...props} name="startsAt" label="Not before" />
      <TimeOption {...props} name="endsAt" label="Ends" />
      <OptionField
        id="schedule-blackoutDates"
        label="Days without runs"
        error={faultOf(props.faults, "blackoutDates")}
      >
        <DatesField
          id="schedule-blackoutDates"
          value={draft.blackoutDates}
          onChange={(blackoutDates) => onChange({ blackoutDates })}
        />
      </OptionField>
      <Choice
        name="priority"
        label="Priority"
        value={draft.priority === null ? "template" : String(draft.priority)}
        options={[
          ["template", "as the template says"],
          ...priorities.map((priority): [string, string] => [priority, priority]),
        ]}
        onChoose={(priority) =>
          onChange({ priority: priority === "template" ? null : Number(priority) })
        }
      />
      <TextOption {...props} name="queue" label="Queue" placeholder="as the template says" />
      <OptionField id="schedule-tags" label="Tags" error={faultOf(props.faults, "tags")}>
        <TagsField
          id="schedule-tags"
          value={draft.tags}
          onChange={(tags) => onChange({ tags })}
          placeholder="Type one, then Enter"
        />
      </OptionField>
    </Box>
  );
}

const priorities = ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"];

type ChoiceProps<Value extends string> = {
  name: string;
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChoose: (value: Value) => void;
};

function Choice<Value extends string>({
  name,
  label,
  value,
  options,
  onChoose,
}: ChoiceProps<Value>) {
  const id = `schedule-${name}`;
  return (
    <OptionField id={id} label={label}>
      <Select
        id={id}
        labelId={labelId(id)}
        size="small"
        fullWidth
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([option]) => option === target.value);
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([option, text]) => (
          <MenuItem key={option} value={option}>
            {text}
          </MenuItem>
        ))}
      </Select>
    </OptionField>
  );
}

type TextName = "misfireWindow" | "misfireLimit" | "maxFailures" | "jitter" | "queue";
type TextOptionProps = DraftFieldsProps & {
  name: TextName;
  label: string;
  placeholder?: string;
  isDuration?: boolean;
};

function TextOption({
  draft,
  faults,
  onChange,
  name,
  label,
  placeholder,
  isDuration,
}: TextOptionProps) {
  const id = `schedule-${name}`;
  const error = faultOf(faults, name);
  const change = (text: string): Partial<ScheduleDraft> => ({ [name]: text.trim() });
  return (
    <OptionField
      id={id}
      label={label}
      error={error}
      hint={isDuration === true ? describeDuration(draft[name]) : undefined}
    >
      <TextBox
        id={id}
        value={draft[name]}
        error={error}
        {...(placeholder === undefined ? {} : { placeholder })}
        onText={(text) => onChange(change(text))}
      />
    </OptionField>
  );
}

type TimeOptionProps = DraftFieldsProps & { name: "startsAt" | "endsAt"; label: string };

function TimeOption({ draft, faults, onChange, name, label }: TimeOptionProps) {
  const id = `schedule-${name}`;
  const error = faultOf(faults, name);
  return (
    <OptionField id={id} label={label} error={error}>
      <ZonedTimeInput
        id={id}
        value={draft[name]}
        onChange={(instant) => onChange({ [name]: instant })}
        hasError={error !== undefined}
        stacked
      />
    </OptionField>
  );
}
