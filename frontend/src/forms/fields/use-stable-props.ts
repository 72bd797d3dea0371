import type { FieldProps } from "@rjsf/utils";
import { useStable } from "../values/use-stable.ts";

/**
 * Keeps schema and layout the same objects while they are equal. RJSF copies them each time, and
 * would render everything below again.
 */
export function useStableProps(props: FieldProps): FieldProps {
  const schema = useStable(props.schema);
  const uiSchema = useStable(props.uiSchema);
  return { ...props, schema, uiSchema };
}
