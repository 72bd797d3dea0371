import type { WidgetProps } from "@rjsf/utils";
import { describeCron } from "./describe-cron.ts";
import { DescribedInput } from "./described-input.tsx";

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
