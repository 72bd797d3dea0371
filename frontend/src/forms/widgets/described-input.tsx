import type { WidgetProps } from "@rjsf/utils";
import { Hint } from "../layout/hint.tsx";
import { describeDuration } from "./describe-duration.ts";
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

/** Takes a text and shows below it what it means. */
export function DescribedInput({ description, ...props }: WidgetProps & { description: string }) {
  return (
    <>
      <TextInput {...props} type="text" />
      <span aria-live="polite">{description === "" ? null : <Hint>{description}</Hint>}</span>
    </>
  );
}
