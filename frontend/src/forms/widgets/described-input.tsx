import type { WidgetProps } from "@rjsf/utils";
import { Hint } from "../layout/hint.tsx";
import { TextInput } from "./text-input.tsx";

/** Takes a text and shows below it what it means. */
export function DescribedInput({ description, ...props }: WidgetProps & { description: string }) {
  return (
    <>
      <TextInput {...props} type="text" />
      <span aria-live="polite">{description === "" ? null : <Hint>{description}</Hint>}</span>
    </>
  );
}
