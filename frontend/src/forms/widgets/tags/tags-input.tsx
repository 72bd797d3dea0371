import type { WidgetProps } from "@rjsf/utils";
import { useDescribedBy } from "../../layout/described-by.ts";
import { TagsField } from "./tags-field.tsx";

/** Edits a list of short texts as tags. */
export function TagsInput({
  id,
  value,
  schema,
  disabled,
  readonly,
  placeholder,
  rawErrors = [],
  onChange,
  onBlur,
}: WidgetProps) {
  const tags: unknown[] = Array.isArray(value) ? value : [];
  const items =
    typeof schema.items === "object" && !Array.isArray(schema.items) ? schema.items : {};
  return (
    <TagsField
      id={id}
      value={tags}
      onChange={onChange}
      onBlur={() => onBlur(id, value)}
      placeholder={placeholder || undefined}
      describedBy={useDescribedBy(id)}
      suggestions={[items.examples ?? []].flat().map(String)}
      disabled={disabled || readonly || false}
      hasError={rawErrors.length > 0}
    />
  );
}
