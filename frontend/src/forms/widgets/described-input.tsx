import type { WidgetProps } from "@rjsf/utils";
import { Hint } from "../layout/hint.tsx";
import { describeCron } from "../values/describe-cron.ts";
import { describeDuration } from "../values/describe-duration.ts";
import { TextInput } from "./text-input.tsx";

/** Takes a duration and shows it in words below. */
export function DurationInput({ placeholder, ...props }: WidgetProps) {
  return (
    <DescribedInput
      {...props}
      placeholder={placeholder || "90s, 10m, 1h30m"}
      description={describeDuration(String(props.value ?? ""))}
    />
  );
}

/** Takes a cron expression and shows it in words below. */
export function CronInput({ placeholder, ...props }: WidgetProps) {
  return (
    <DescribedInput
      {...props}
      placeholder={placeholder || "0 9 * * 1-5"}
      description={describeCron(String(props.value ?? "")) ?? ""}
    />
  );
}

function DescribedInput({ description, ...props }: WidgetProps & { description: string }) {
  return (
    <>
      <TextInput {...props} type="text" />
      <span aria-live="polite">{description === "" ? null : <Hint>{description}</Hint>}</span>
    </>
  );
}
