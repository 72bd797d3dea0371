import type { WidgetProps } from "@rjsf/utils";
import { Hint } from "../layout/hint.tsx";
import { describeCron } from "../values/describe-cron.ts";
import { describeDuration } from "../values/describe-duration.ts";
import { TextInput } from "./text-input.tsx";

/** A length of time, with what it means beneath. */
export function DurationInput({ placeholder, ...props }: WidgetProps) {
  return (
    <DescribedInput
      {...props}
      placeholder={placeholder || "90s, 10m, 1h30m"}
      words={describeDuration(String(props.value ?? ""))}
    />
  );
}

/** A cron expression, with what it means beneath. */
export function CronInput({ placeholder, ...props }: WidgetProps) {
  return (
    <DescribedInput
      {...props}
      placeholder={placeholder || "0 9 * * 1-5"}
      words={describeCron(String(props.value ?? "")) ?? ""}
    />
  );
}

function DescribedInput({ words, ...props }: WidgetProps & { words: string }) {
  return (
    <>
      <TextInput {...props} type="text" />
      <span aria-live="polite">{words === "" ? null : <Hint>{words}</Hint>}</span>
    </>
  );
}
