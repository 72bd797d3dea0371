import type { FieldTemplateProps } from "@rjsf/utils";
import { useFormRules } from "../validation/form-rules.ts";
import { describeDefault } from "./describe-default.ts";

/** Returns what an empty field says of the default that is sent for it; undefined without one. */
export function useDefaultText({
  formData,
  schema,
  fieldPathId,
}: Pick<FieldTemplateProps, "formData" | "schema" | "fieldPathId">): string | undefined {
  const { defaultAt } = useFormRules();
  if (formData !== undefined) return undefined;
  const value = defaultAt(fieldPathId.path);
  return value === undefined
    ? undefined
    : `While empty, the default is sent: ${describeDefault(value, schema)}`;
}
