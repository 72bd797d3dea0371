import type { WidgetProps } from "@rjsf/utils";
import { describeDuration } from "./describe-duration.ts";
import { DescribedInput } from "./described-input.tsx";

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
